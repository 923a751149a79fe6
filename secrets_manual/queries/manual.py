"""The manual of a customer: its leaves, what to ask next, who reads it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Contact, Customer, Person, Team
from accounts.queries import directors, stewardships_now
from crm import clock
from crm.prepared import prepared
from secrets_manual.models import Contradiction, Reading, Reception, Secret, State, Use
from secrets_manual.queries.reading import READ_AGAIN_AFTER, note_reading
from secrets_manual.queries.visible import secrets_visible
from secrets_manual.rules.kinds import ORGANISATION_KINDS, Kind, Layer

LONGEST_LEAF = 200
OF_WORK = (Kind.HABIT, Kind.BIAS, Kind.SKILL, Kind.COMPETENCY, Kind.LIFESTYLE_CHOICE)


def leaf_of_manual(
    person: Person, customer: Customer, *, contact: Contact | None = None
) -> list[Secret]:
    """Give what the person may see of one manual, newest first, and record the reading.

    With a contact, only what is about them or about the whole organisation. Each secret knows
    how often it was used (`uses_count`), how often that was welcome (`uses_welcome`), and
    whether another contradicts it (`is_contradicted`).
    """
    return open_leaf(person, customer, contact=contact)[0]


def open_leaf(
    person: Person, customer: Customer, *, contact: Contact | None = None
) -> tuple[list[Secret], list[Reading]]:
    """Give the leaf and who read the manual this week, this very reading included."""
    secrets = _secrets(person, customer, contact)
    readers = readers_this_week(customer)
    hour_ago = clock.now() - READ_AGAIN_AFTER
    read_already = any(
        reading.person_id == person.pk and not reading.ticket_id and reading.at > hour_ago
        for reading in readers
    )
    if secrets and not read_already:
        note_reading(person=person, customers=[customer])
        readers = readers_this_week(customer)
    return secrets, readers


@prepared
def _secrets(person: Person, customer: Customer, contact: Contact | None) -> QuerySet[Secret]:
    found = secrets_visible(person).filter(customer=customer)
    if contact is not None:
        found = found.filter(Q(contact=contact) | Q(contact__isnull=True))
    return with_uses(found).order_by("-id")[:LONGEST_LEAF]


def with_uses(secrets: QuerySet[Secret]) -> QuerySet[Secret]:
    """Add to secrets how they were used, and whether another contradicts them."""
    used = Use.objects.filter(secret=OuterRef("pk")).order_by().values("secret")
    welcome = used.filter(reception=Reception.WELCOME)
    against = Contradiction.objects.filter(
        Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")), settled_at__isnull=True
    )
    return secrets.annotate(
        uses_count=Coalesce(Subquery(used.annotate(n=Count("pk")).values("n")), 0),
        uses_welcome=Coalesce(Subquery(welcome.annotate(n=Count("pk")).values("n")), 0),
        is_contradicted=Exists(against),
    )


@dataclass(frozen=True)
class Leaf:
    """One manual's secrets in the order people look for them."""

    wants: list[Secret]
    works: list[Secret]
    organisation: list[Secret]
    needs: list[Secret]
    taboos: list[Secret]
    pinned: list[Secret]

    @property
    def secrets_count(self) -> int:
        parts = (self.wants, self.works, self.organisation, self.taboos, self.pinned)
        return sum(secret.layer != Layer.NEED for part in parts for secret in part)

    @property
    def needs_count(self) -> int:
        return len(self.needs) + sum(secret.layer == Layer.NEED for secret in self.pinned)


def sorted_leaf(secrets: Iterable[Secret]) -> Leaf:
    """Sort secrets into wants, ways of working, the organisation's, needs, taboos and pinned."""
    leaf = Leaf([], [], [], [], [], [])
    for secret in secrets:
        _place_of(leaf, secret).append(secret)
    leaf.pinned.sort(key=lambda secret: (secret.pin or 0, secret.pk))
    return leaf


def _place_of(leaf: Leaf, secret: Secret) -> list[Secret]:
    if secret.do_not_mention:
        return leaf.taboos
    if secret.pin is not None and secret.state == State.KEPT:
        return leaf.pinned
    if secret.layer == Layer.NEED:
        return leaf.needs
    if secret.contact_id is None or secret.kind in ORGANISATION_KINDS:
        return leaf.organisation
    return leaf.works if secret.kind in OF_WORK else leaf.wants


def how_many_may_read(customer: Customer) -> int:
    """Count the people to whom the customer's kept secrets are shown."""
    return len(_may_read(customer, customer.keeper_id))


@prepared
def _may_read(customer: Customer, keeper: int | None) -> QuerySet[Person, int]:
    stewards = stewardships_now().filter(customer=customer).order_by().values("person")
    teams = Team.objects.filter(people__in=stewards).order_by()
    people = Person.objects.order_by().filter(
        Q(pk__in=stewards)
        | Q(pk__in=teams.values("lead"))
        | Q(pk__in=teams.values("manager"))
        | Q(pk=keeper)
        | Q(pk__in=directors().order_by().values("pk")),
        is_active=True,
    )
    return people.values_list("pk", flat=True)


@prepared
def _readings_this_week(customer: Customer) -> QuerySet[Reading]:
    week = Reading.objects.filter(customer=customer, at__gt=clock.now() - dt.timedelta(days=7))
    return week.select_related("person").order_by("-at", "-id")[:200]


def readers_this_week(customer: Customer) -> list[Reading]:
    """Give the latest reading of each person within seven days, the latest first."""
    latest: dict[int, Reading] = {}
    for reading in _readings_this_week(customer):
        latest.setdefault(reading.person_id, reading)
    return list(latest.values())
