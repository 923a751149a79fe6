"""What a person may see of customers and contacts.

Two circles: by *name* (service, marketing and finance see all names) and *readable*
(the steward, the lead and the manager of the steward's team, directors).
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from accounts.models import Contact, Customer, Person, Stewardship
from accounts.permissions import stewards_in_reach
from crm import clock
from crm.prepared import prepared


def stewardships_now(on: dt.date | None = None) -> QuerySet[Stewardship]:
    """Give the stewardships that hold on a day (today by default)."""
    day = on or clock.today()
    return Stewardship.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day
    )


def with_steward(customers: QuerySet[Customer]) -> QuerySet[Customer]:
    """Join today's stewardship as `held`; there is one at most, so no customer comes twice."""
    day = clock.today()
    lasts = Q(stewardships__until_on__isnull=True) | Q(stewardships__until_on__gte=day)
    holds = lasts & Q(stewardships__from_on__lte=day)
    return customers.annotate(held=FilteredRelation("stewardships", condition=holds))


def steward_of(customer: Customer, on: dt.date | None = None) -> Person | None:
    """Give who looks after the customer on a day, if anybody."""
    found = stewardships_now(on).filter(customer=customer).select_related("person").first()
    return found.person if found else None


@dataclass(frozen=True)
class Standing:
    """What somebody may do with one customer, and who looks after it: one question to the base."""

    stewardship: Stewardship | None
    reads: bool
    writes: bool
    entrusts: bool


@prepared
def _held_now(customer: Customer) -> QuerySet[Stewardship]:
    held = stewardships_now().filter(customer=customer)
    return held.select_related("person__team").order_by("pk")[:1]


def standing_of(person: Person, customer: Customer) -> Standing:
    """Say at once what the functions of accounts.permissions say one by one."""
    held = next(iter(_held_now(customer)), None)
    writes = held is not None and held.person_id == person.pk
    team = held.person.team if held else None
    leads = team is not None and (
        (person.has_role("lead") and team.lead_id == person.pk)
        or (person.has_role("manager") and team.manager_id == person.pk)
    )
    is_director = person.has_role("director")
    reads = is_director or writes or leads or customer.keeper_id == person.pk
    return Standing(held, reads, writes, is_director or (leads and not writes))


def customers_readable(person: Person) -> QuerySet[Customer]:
    """Give the customers whose conversations, promises and deals the person may read."""
    if person.has_role("director"):
        return Customer.objects.all()
    return _held_or_kept(stewardships_now().filter(stewards_in_reach(person)), person)


def _held_or_kept(held: QuerySet[Stewardship], keeper: Person) -> QuerySet[Customer]:
    """Give the customers of some stewardships and those whose manual somebody keeps.

    A union of two short lists of numbers; with an "or" the database would look at every
    customer there is.
    """
    kept = Customer.objects.filter(keeper=keeper).order_by().values("pk")
    return Customer.objects.filter(pk__in=held.order_by().values("customer").union(kept, all=True))


def is_readable(person: Person, customer: str) -> Q:
    """Say of rows that point at a `customer` whether the person reads of it: row by row.

    The same as `customer__in=customers_readable(person)`, for a question that looks at its rows
    in order and stops at the first few: there the list of a team's customers costs more.
    """
    there = Q(**{f"{customer}__merged_into__isnull": True})
    if person.has_role("director"):
        return there
    held = stewardships_now().filter(stewards_in_reach(person), customer=OuterRef(customer))
    return there & (Q(Exists(held)) | Q(**{f"{customer}__keeper": person}))


@prepared
def readable_numbered(person: Person, pk: int) -> QuerySet[Customer]:
    """Give one of them, or none."""
    return customers_readable(person).filter(pk=pk)


def customers_writable(person: Person) -> QuerySet[Customer]:
    """Give the customers the person looks after today."""
    mine = stewardships_now().filter(person=person)
    return Customer.objects.filter(pk__in=mine.order_by().values("customer"))


def customers_written_about(person: Person) -> QuerySet[Customer]:
    """Give the customers whose manual the person writes: those they look after, or keep."""
    return _held_or_kept(stewardships_now().filter(person=person), person)


def customers_entrustable(person: Person) -> QuerySet[Customer]:
    """Give the customers the person may give to another steward: directors all, leads theirs."""
    if person.has_role("director"):
        return Customer.objects.all()
    reach = stewards_in_reach(person)
    led = stewardships_now().filter(reach).exclude(person=person)
    return Customer.objects.filter(pk__in=led.order_by().values("customer"))


def customers_named(person: Person) -> QuerySet[Customer]:
    """Give the customers whose name the person may see."""
    if person.has_role("service", "marketing", "finance", "director"):
        return Customer.objects.all()
    return customers_readable(person)


def contacts_reachable(person: Person) -> QuerySet[Contact]:
    """Give the contacts whose name and ways to reach them the person may see."""
    if person.has_role("service", "director"):
        return Contact.objects.all()
    return Contact.objects.filter(customer__in=customers_readable(person))
