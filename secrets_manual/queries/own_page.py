"""Everything a contact may see of what is written down about them: they ask, so no person does."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from accounts.models import Contact
from accounts.queries import OwnPart, own_parts_of
from secrets_manual.models import Commitment, Gift, Promise, Secret

Row = TypeVar("Row", Promise, Commitment)


@dataclass(frozen=True)
class OwnPage:
    """What stands on a contact's own page, newest first."""

    lines: list[Secret]
    promises: list[Promise]
    commitments: list[Commitment]
    parts: list[OwnPart]
    gifts: list[Gift]


def own_page_of(contact: Contact) -> OwnPage:
    """Give every line in whatever state, drafts and hearsay too, with its uses; and the promises.

    What is about the organisation alone is not about them. What a line replaced is its history
    and goes with it.
    """
    lines = (
        Secret.objects.filter(contact=contact, successor__isnull=True)
        .select_related("colleague", "author")
        .prefetch_related("used")
        .order_by("-id")
    )
    return OwnPage(
        list(lines[:500]),
        list(_latest(contact.promises.all())),
        list(_latest(contact.commitments.all())),
        own_parts_of(contact),
        # What is only planned, or waits for a second person, has not become theirs.
        list(contact.gifts.filter(on__isnull=False).order_by("-on", "-id")[:200]),
    )


def _latest(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.order_by("-due_at", "-id")[:200]
