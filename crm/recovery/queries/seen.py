"""Which tickets a person may see at all."""

from django.db.models import Q, QuerySet

from accounts.models import Person
from accounts.queries import customers_readable, get_prepared, with_role
from crm.prepared import prepared
from crm.recovery.models import Cause, Ticket
from crm.recovery.permissions import TICKET_ROLES
from secrets_manual.queries import with_gift_budget

_DOERS = [
    f"present__{who}"
    for who in (
        "responded_by", "fixed_by", "worked_around_by", "surprised_by", "recovered_by",
        "lost_by", "lesson_owner",
    )
]  # fmt: skip


def tickets_visible_to(person: Person) -> QuerySet[Ticket]:
    """Give the tickets a person may read.

    Service and directors read all, others those of customers they may read and those handed
    to them, with the reports merged into these. A ticket born of a card does not exist for the
    person rated on it.
    """
    if not person.has_role(*TICKET_ROLES):
        return Ticket.objects.none()
    tickets = Ticket.objects.exclude(hidden_from=person)
    if person.has_role("service", "director"):
        return tickets
    own = Q(owner=person) | Q(merged_into__owner=person)
    return tickets.filter(Q(customer__in=customers_readable(person)) | own)


def ticket_visible(person: Person, pk: int | str) -> Ticket:
    """Fetch one ticket, its present cycle and who did what; Http404 when one cannot see it."""
    return get_prepared(_opened, _whole, person, pk)


def _whole(person: Person) -> QuerySet[Ticket]:
    rows = tickets_visible_to(person).select_related(
        "customer",
        "contact",
        "owner",
        "cause",
        "present",
        "opened_by",
        "repeat_of",
        "merged_into",
        *_DOERS,
    )
    return with_gift_budget(rows)


@prepared
def _opened(person: Person, pk: int) -> QuerySet[Ticket]:
    return _whole(person).filter(pk=pk)


def owners_possible() -> QuerySet[Person]:
    """Give the people a ticket may be handed to, by name."""
    return with_role(*TICKET_ROLES)


def causes_offered() -> QuerySet[Cause]:
    """Give the causes that are still on the list, by name."""
    return Cause.objects.filter(is_active=True).order_by("name", "id")
