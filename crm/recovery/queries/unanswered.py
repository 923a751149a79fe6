"""The mail of a customer that nobody has answered yet, brought along with a ticket."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject, Left
from django.utils.dateparse import parse_datetime

from crm.recovery.models import Direction, MadeBy, Message, Ticket

_LETTERS = 400


@dataclass(frozen=True)
class Unanswered:
    """Who wrote last, and what; an address where we know no name."""

    name: str
    words: str


def latest_mail(ticket: str = "pk") -> Subquery:
    """Bring the newest mail that a person wrote, ours or theirs, as `unanswered_of` reads it."""
    mails = Message.objects.filter(ticket=OuterRef(ticket), made_by=MadeBy.PERSON)
    return Subquery(
        mails.order_by("-received_at", "-id").values(
            row=JSONObject(
                direction="direction",
                words=Left("words", _LETTERS),
                name=F("contact__name"),
                written="from_name",
                address="from_address",
                at="received_at",
            )
        )[:1]
    )


def unanswered_of(ticket: Ticket, mail: dict[str, Any] | None) -> Unanswered | None:
    """Give the mail that waits: the last word is theirs, and nobody reached them since.

    The mail that the ticket was made of is its report, and is not named twice.
    """
    if not mail or mail["direction"] != Direction.IN:
        return None
    at = parse_datetime(mail["at"]) or dt.datetime.min.replace(tzinfo=dt.UTC)
    responded_at, words = ticket.cycle.responded_at, " ".join(mail["words"].split())
    if (responded_at and responded_at >= at) or not words:
        return None
    if " ".join(ticket.words.split()).startswith(words[:100]):
        return None
    return Unanswered(mail["name"] or mail["written"] or mail["address"], words)
