"""The mails of one ticket, as its page shows them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject, Left
from django.utils.dateparse import parse_datetime

from accounts.models import Contact
from crm.recovery.models import Attachment, CameBy, Direction, MadeBy, Message, Ticket

SHOWN = 100
_LONGEST = 20_000


@dataclass(frozen=True)
class Mail:
    """One mail; `name` is empty where nobody we know wrote it, `whole` where nothing was cut."""

    pk: int
    is_ours: bool
    made_by: str
    name: str
    address: str
    subject: str
    words: str
    whole: str
    at: dt.datetime
    left_out: int
    is_typed: bool
    files: list[dict[str, Any]]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        """Make it of what JSON says."""
        is_ours = row["direction"] == Direction.OUT
        typed = row["from_name"] if row["came_by"] == CameBy.FORM else ""
        return cls(
            pk=row["id"],
            is_ours=is_ours,
            made_by=row["made_by"],
            name=(row["writer"] if is_ours else row["contact_name"]) or typed,
            address=row["from_address"],
            subject=row["subject"],
            words=row["words"],
            whole=row["whole"],
            at=parse_datetime(row["received_at"]) or dt.datetime.min.replace(tzinfo=dt.UTC),
            left_out=row["left_out"],
            is_typed=row["came_by"] == CameBy.FORM,
            files=row["files"],
        )

    @property
    def is_by_machine(self) -> bool:
        """Say whether nobody wrote it: an automatic answer, or a mail that came back."""
        return self.made_by != MadeBy.PERSON

    @property
    def get_made_by_display(self) -> str:
        """Name what made it."""
        return str(MadeBy(self.made_by).label)


def mails_of(ticket: Ticket) -> QuerySet[Message, Any]:
    """Give the newest mails of a ticket, each as one JSON object, the newest first."""
    files = Attachment.objects.filter(message=OuterRef("pk")).order_by("id")
    rows = Message.objects.filter(ticket=ticket).order_by("-received_at", "-id")[:SHOWN]
    names = (
        *("id", "direction", "made_by", "came_by", "from_address", "from_name", "subject"),
        *("received_at", "left_out"),
    )
    return rows.values(
        row=JSONObject(
            **{name: name for name in names},
            words=Left("words", _LONGEST),
            whole=Left("whole", _LONGEST),
            writer=F("person__name"),
            contact_name=F("contact__name"),
            files=ArraySubquery(files.values(row=JSONObject(id="id", name="name", size="size"))),
        )
    )


def last_from_another(mails: list[Mail], contact: Contact | None) -> Mail | None:
    """Give the last mail a person wrote to us, where its writer is not whom we answer."""
    theirs = [mail for mail in mails if not mail.is_ours and not mail.is_by_machine]
    if not theirs or contact is None:
        return None
    last = theirs[-1]
    is_same = last.address.lower() == contact.email.lower() or last.name == contact.name
    return None if is_same else last


def conversation_of(ticket: Ticket) -> list[Mail]:
    """Give the newest mails of a ticket somebody may read, the oldest of them first."""
    return [Mail.of(found["row"]) for found in reversed(mails_of(ticket))]
