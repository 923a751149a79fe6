"""Steps that every mishap of the story takes."""

import datetime as dt
import re

from django.db.models import F

from crm.home.demo.stage import Stage
from crm.notices.models import Notice
from crm.recovery.actions import open_ticket, respond
from crm.recovery.models import Ticket


def reported(
    stage: Stage,
    key: str,
    who: str,
    severity: int,
    words: str,
    *,
    by: str | None = "steward",
    owner: str = "",
    channel: str = "phone",
    cost: str = "",
    right: str = "",
) -> Ticket:
    """Open a ticket now, in the words of a contact; `by` None is their own link."""
    contact = stage.contacts[who]
    person = stage.steward_of(stage.home_of(who)) if by else None
    ticket = open_ticket(
        person=person,
        customer=contact.customer,
        contact=contact,
        words=words,
        severity=severity,
        channel=channel,
        owner=stage.people[owner] if owner else None,
        cost_words=cost,
        make_right_words=right,
    )
    stage.tickets[key] = ticket
    return ticket


def reached(stage: Stage, ticket: Ticket, who: str, words: str, how: str = "phone") -> None:
    """Reach the customer: a human, how, and what was said."""
    respond(person=stage.people[who], ticket=ticket, how=how, words=words)


def token_in_letter(once_key: str, page: str) -> str:
    """Give the token of the link that a letter to a contact holds, as the contact would find it."""
    letter = Notice.objects.filter(once_key=once_key).order_by("-id").first()
    found = re.search(rf"/{page}/([\w-]+)/", letter.body) if letter else None
    return found[1] if found else ""


def deliver_old_post(before: dt.datetime) -> None:
    """Note that what was written before an instant has been sent, and read by our own people.

    A demonstration must not begin by mailing the news of half a year.
    """
    old = Notice.objects.filter(created_at__lt=before)
    old.filter(state=Notice.State.WAITING).update(state=Notice.State.SENT, sent_at=F("created_at"))
    old.filter(channel="in_app", read_at__isnull=True).update(read_at=F("created_at"))
