"""Reads that leave a trace.

Reading a secret is itself a fact: fetching words and recording who fetched them happen in
one call here, so that no page, panel or program can do the one without the other.
"""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Customer, Person
from accounts.permissions import may_read_customer
from accounts.queries import steward_of, with_role
from crm import clock
from crm.journal import actions as journal
from crm.notices import actions as notices
from crm.prepared import Text, prepared
from secrets_manual.models import Reading, ReadingWindow, Secret, State
from secrets_manual.permissions import is_watched
from secrets_manual.queries.visible import secrets_in_window, secrets_visible

READ_AGAIN_AFTER = dt.timedelta(hours=1)
MANY_CUSTOMERS = 30


def secrets_for_ticket(*, person: Person, customer: Customer, ticket_id: str) -> list[Secret]:
    """Give the secrets a person may use on a ticket, newest first, and record the reading.

    Service staff see them only while the ticket's window is open. Drafts and what third
    parties told are never among them. Empty where the person may see none.
    """
    if may_read_customer(person, customer):
        secrets = _kept(person, customer)
    elif person.has_role("service"):
        secrets = _open_to_service(customer, Text(ticket_id))
    else:
        return []
    if secrets:
        note_reading(person=person, customers=[customer], ticket_id=str(ticket_id))
    return secrets


@prepared
def _kept(person: Person, customer: Customer) -> QuerySet[Secret]:
    found = secrets_visible(person).filter(customer=customer, state=State.KEPT)
    return found.order_by("-id")[:100]


@prepared
def _open_to_service(customer: Customer, ticket_id: str) -> QuerySet[Secret]:
    return secrets_in_window(customer, ticket_id).order_by("-id")[:100]


def window_is_open(customer: Customer, ticket_id: str) -> bool:
    """Say whether service staff may read this customer's secrets for this ticket now."""
    return ReadingWindow.objects.filter(
        customer=customer, ticket_id=str(ticket_id), closed_at__isnull=True
    ).exists()


def tickets_of_customer(customer: Customer, *, most: int = 20) -> list[str]:
    """Give the numbers of the customer's latest mishaps, for which secrets were opened."""
    windows = ReadingWindow.objects.filter(customer=customer).order_by("-id")
    return list(dict.fromkeys(windows.values_list("ticket_id", flat=True)[:most]))


def note_reading(*, person: Person, customers: Collection[Customer], ticket_id: str = "") -> None:
    """Record that a person saw secrets of customers; again only after an hour.

    Reading through a ticket or as director goes to the journal and to the keeper. More than
    thirty customers in an hour are told to the privacy officers, once.
    """
    now = clock.now()
    recently = set(_read_lately(person, [one.pk for one in customers], Text(ticket_id)))
    fresh = [customer for customer in customers if customer.pk not in recently]
    if not fresh:
        return
    with transaction.atomic():
        _record(person, fresh, ticket_id, now)


@prepared
def _read_lately(person: Person, customers: list[int], ticket_id: str) -> QuerySet[Reading, int]:
    since = clock.now() - READ_AGAIN_AFTER
    found = Reading.objects.filter(
        person=person, customer__in=customers, ticket_id=ticket_id, at__gt=since
    )
    return found.values_list("customer_id", flat=True)


def _record(
    person: Person, customers: Collection[Customer], ticket_id: str, now: dt.datetime
) -> None:
    Reading.objects.bulk_create(
        [Reading(customer=each, person=person, ticket_id=ticket_id, at=now) for each in customers]
    )
    watched = [each for each in customers if is_watched(person, each, ticket_id)]
    journal.record_many(
        journal.NewEntry(
            kind="secrets_manual.secrets_read",
            person=person,
            subject_kind="manual",
            subject_id=customer.pk,
            customer_id=customer.pk,
            facts={"ticket": ticket_id},
        )
        for customer in watched
    )
    if ticket_id:
        for customer in watched:
            _tell_keeper(person, customer, ticket_id)
    _watch_for_many(person, now)


def _tell_keeper(person: Person, customer: Customer, ticket_id: str) -> None:
    keeper = customer.keeper or steward_of(customer)
    if keeper is None or keeper.pk == person.pk:
        return
    notices.tell(
        people=[keeper],
        once_key=f"secrets-read:{customer.pk}:{ticket_id}:{person.pk}",
        subject=_("%(name)s read the secrets of %(customer)s for OOPS %(ticket)s")
        % {"name": person.name, "customer": customer.name, "ticket": ticket_id},
        body=_("They are open to service staff while the ticket is."),
        channels=("in_app",),
        about_kind="manual",
        about_id=str(customer.pk),
        customer_id=customer.pk,
    )


def _watch_for_many(person: Person, now: dt.datetime) -> None:
    seen = (
        Reading.objects.filter(person=person, at__gt=now - dt.timedelta(hours=1))
        .values("customer_id")
        .distinct()
        .count()
    )
    if seen <= MANY_CUSTOMERS:
        return
    notices.tell(
        people=with_role("privacy"),
        once_key=f"many-secrets-read:{person.pk}:{now:%Y-%m-%dT%H}",
        subject=_("Ask %(name)s: the secrets of more than %(n)d customers read within an hour")
        % {"name": person.name, "n": MANY_CUSTOMERS},
        body=_("Ask what it was for. The journal shows which customers."),
        about_kind="person",
        about_id=str(person.pk),
        must_tell=True,
    )


def readings_of(customer: Customer, *, since: dt.datetime | None = None) -> QuerySet[Reading]:
    """Give who read a customer's secrets, the latest first."""
    found = Reading.objects.filter(customer=customer).select_related("person")
    if since:
        found = found.filter(at__gt=since)
    return found.order_by("-at", "-id")
