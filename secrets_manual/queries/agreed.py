"""What was promised both ways: our promises, their commitments, and how well both are kept."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_readable, people_of_my_teams
from crm.prepared import prepared
from secrets_manual.models import Commitment, Promise
from secrets_manual.rules.promises import PromiseState

MEASURED_DAYS = 90
CIRCLES = ("mine", "team", "customers")
OPEN_PROMISE = Q(kept_at__isnull=True, broken_at__isnull=True)
OPEN_COMMITMENT = Q(came_at__isnull=True, missed_at__isnull=True)


def promises_visible(person: Person) -> QuerySet[Promise]:
    """Give the promises to readable customers, and those that one or one’s people owe or made."""
    return Promise.objects.filter(
        Q(customer__in=customers_readable(person))
        | Q(owner=person)
        | Q(person=person)
        | _of_my_people(person)
    ).select_related("customer", "contact", "owner__team", "person")


def commitments_visible(person: Person) -> QuerySet[Commitment]:
    """Give the commitments of readable customers, and those that one or one's people mind."""
    return Commitment.objects.filter(
        Q(customer__in=customers_readable(person)) | Q(owner=person) | _of_my_people(person)
    ).select_related("customer", "contact", "owner__team")


def _of_my_people(person: Person) -> Q:
    if not person.has_role("lead", "manager"):
        return Q()
    return Q(owner__in=people_of_my_teams(person).values("pk"))


def promises_owed(person: Person) -> QuerySet[Promise]:
    """Give the promises a person still owes, the nearest first."""
    return (
        Promise.objects.filter(OPEN_PROMISE, owner=person)
        .select_related("customer", "contact")
        .order_by("due_at", "id")
    )


def promises_of_ticket(ticket_id: str) -> QuerySet[Promise]:
    """Give the promises made on a ticket; whoever reads the ticket reads them."""
    return (
        Promise.objects.filter(ticket_id=str(ticket_id))
        .select_related("owner", "contact")
        .order_by("due_at", "id")
    )


@dataclass(frozen=True)
class OpenWord:
    """One open promise (ours) or commitment (theirs), as pages list them."""

    pk: int
    ours: bool
    words: str
    due_at: dt.datetime
    owner: str
    contact: str | None


@dataclass(frozen=True)
class BothWays:
    """What we owe a customer and what they said they would do, the nearest first."""

    promises: list[OpenWord]
    commitments: list[OpenWord]

    def __bool__(self) -> bool:
        return bool(self.promises or self.commitments)


def open_both_ways(
    person: Person, customer: Customer, *, contact: Contact | None = None, most: int = 20
) -> BothWays:
    """Give what is open between us and one customer, or one contact there, as the person sees it.

    One question to the database, so that pages that are full already can show it.
    """
    rows = [OpenWord(*row) for row in _open_words(person, customer, contact, str(most))]
    return BothWays([row for row in rows if row.ours], [row for row in rows if not row.ours])


@prepared
def _open_words(
    person: Person, customer: Customer, contact: Contact | None, most: str
) -> QuerySet[Promise, tuple[Any, ...]]:
    columns = ("pk", "ours", "words", "due_at", "owner__name", "contact__name")
    ours = promises_visible(person).filter(OPEN_PROMISE, customer=customer).order_by()
    theirs = commitments_visible(person).filter(OPEN_COMMITMENT, customer=customer).order_by()
    if contact is not None:
        ours, theirs = ours.filter(contact=contact), theirs.filter(contact=contact)
    return (
        ours.annotate(ours=Value(True))
        .values_list(*columns)
        .union(theirs.annotate(ours=Value(False)).values_list(*columns), all=True)
        .order_by("due_at", "pk")[: int(most)]
    )


def promises_in_state(state: str, now: dt.datetime) -> Q:
    """Give the condition of a state of the list; "overdue" is open and past its time."""
    return _in_state(state, now, "kept_at", "broken_at")


def commitments_in_state(state: str, now: dt.datetime) -> Q:
    """Give the same for commitments, whose columns are called otherwise."""
    return _in_state(state, now, "came_at", "missed_at")


def _in_state(state: str, now: dt.datetime, kept: str, broken: str) -> Q:
    is_open = Q(**{f"{kept}__isnull": True, f"{broken}__isnull": True})
    conditions = {
        PromiseState.OPEN: is_open,
        "overdue": Q(is_open, due_at__lt=now),
        PromiseState.KEPT: Q(**{f"{kept}__lte": F("due_at")}),
        PromiseState.LATE: Q(**{f"{kept}__gt": F("due_at")}),
        PromiseState.BROKEN: Q(**{f"{broken}__isnull": False}),
    }
    return conditions.get(state, Q())


def in_circle(person: Person, circle: str) -> Q:
    """Give whose: one's own, those of one's people, or those of the customers one may read."""
    if circle == "team":
        return Q(owner__in=people_of_my_teams(person).values("pk"))
    if circle == "customers":
        return Q(customer__in=customers_readable(person))
    return Q(owner=person)


@dataclass(frozen=True)
class Kept:
    """How many were kept in time of those that came due lately; `n` is never hidden."""

    kept: int
    late: int
    broken: int
    overdue: int

    @property
    def n(self) -> int:
        return self.kept + self.late + self.broken + self.overdue


def how_kept(rows: QuerySet[Promise], now: dt.datetime) -> Kept:
    """Count what came due within the last ninety days, by how it ended."""
    counts = rows.filter(due_at__gt=now - dt.timedelta(days=MEASURED_DAYS), due_at__lte=now)
    return Kept(
        **counts.order_by().aggregate(
            kept=Count("pk", filter=promises_in_state("kept", now)),
            late=Count("pk", filter=promises_in_state("late", now)),
            broken=Count("pk", filter=promises_in_state("broken", now)),
            overdue=Count("pk", filter=promises_in_state("overdue", now)),
        )
    )
