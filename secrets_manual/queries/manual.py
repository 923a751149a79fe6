"""The manual of a customer: its leaves, what to ask next, who reads it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_readable, directors, stewardships_now
from crm import clock
from secrets_manual.models import Reading, Secret, SecretChange, State, Use
from secrets_manual.queries.reading import note_reading
from secrets_manual.queries.visible import secrets_visible
from secrets_manual.rules.kinds import ORGANISATION_KINDS, Kind, Layer
from secrets_manual.rules.questions import next_questions

LONGEST_LEAF = 200
OF_WORK = (Kind.HABIT, Kind.BIAS, Kind.SKILL, Kind.COMPETENCY, Kind.LIFESTYLE_CHOICE)


def manuals_listed(person: Person) -> QuerySet[Customer]:
    """Give the readable customers with how many secrets and needs are kept of each."""
    return (
        customers_readable(person)
        .select_related("keeper")
        .annotate(secrets_count=_kept(Layer.SECRET), needs_count=_kept(Layer.NEED))
    )


def _kept(layer: Layer) -> Coalesce:
    kept = (
        Secret.objects.filter(customer=OuterRef("pk"), state=State.KEPT, layer=layer.value)
        .order_by()
        .values("customer")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(kept, output_field=IntegerField()), 0)


def leaf_of_manual(
    person: Person, customer: Customer, *, contact: Contact | None = None
) -> list[Secret]:
    """Give what the person may see of one manual, newest first, and record the reading.

    With a contact, only what is about them or about the whole organisation.
    """
    found = secrets_visible(person).filter(customer=customer)
    if contact is not None:
        found = found.filter(Q(contact=contact) | Q(contact__isnull=True))
    secrets = list(found.order_by("-id")[:LONGEST_LEAF])
    if secrets:
        note_reading(person=person, customers=[customer])
    return secrets


@dataclass(frozen=True)
class Leaf:
    """One manual's secrets in the order people look for them."""

    wants: list[Secret]
    works: list[Secret]
    organisation: list[Secret]
    needs: list[Secret]
    taboos: list[Secret]

    @property
    def secrets_count(self) -> int:
        return len(self.wants) + len(self.works) + len(self.organisation) + len(self.taboos)


def sorted_leaf(secrets: Iterable[Secret]) -> Leaf:
    """Sort secrets into wants, ways of working, the organisation's, needs and taboos."""
    leaf = Leaf([], [], [], [], [])
    for secret in secrets:
        _place_of(leaf, secret).append(secret)
    return leaf


def _place_of(leaf: Leaf, secret: Secret) -> list[Secret]:
    if secret.do_not_mention:
        return leaf.taboos
    if secret.layer == Layer.NEED:
        return leaf.needs
    if secret.contact_id is None or secret.kind in ORGANISATION_KINDS:
        return leaf.organisation
    return leaf.works if secret.kind in OF_WORK else leaf.wants


def ask_next(secrets: Iterable[Secret], contact: Contact | None) -> list[tuple[Kind, str]]:
    """Give a question for each kind of which nothing is known about the contact, or of all."""
    known = frozenset(
        secret.kind
        for secret in secrets
        if contact is None or secret.contact_id in {None, contact.pk}
    )
    return next_questions(known, about_organisation=contact is None)


def how_many_may_read(customer: Customer) -> int:
    """Count the people to whom the customer's kept secrets are shown."""
    stewards = stewardships_now().filter(customer=customer)
    team = Q(stewardships__in=stewards) | Q(teams_led__people__stewardships__in=stewards)
    return (
        Person.objects.filter(
            team
            | Q(teams_managed__people__stewardships__in=stewards)
            | Q(pk=customer.keeper_id)
            | Q(pk__in=directors().order_by().values("pk")),
            is_active=True,
        )
        .order_by()
        .values("pk")
        .distinct()
        .count()
    )


def readers_this_week(customer: Customer) -> list[Reading]:
    """Give the latest reading of each person within seven days, the latest first."""
    week = Reading.objects.filter(customer=customer, at__gt=clock.now() - dt.timedelta(days=7))
    latest: dict[int, Reading] = {}
    for reading in week.select_related("person").order_by("-at", "-id")[:200]:
        latest.setdefault(reading.person_id, reading)
    return list(latest.values())


def changes_of_manual(person: Person, customer: Customer) -> QuerySet[SecretChange]:
    """Give who changed what in a manual, the latest first, of secrets the person may see."""
    visible = secrets_visible(person).filter(customer=customer)
    return (
        SecretChange.objects.filter(secret__in=visible.values("pk"))
        .select_related("person", "secret")
        .defer("secret__search")
        .order_by("-at", "-id")
    )


def uses_of_manual(person: Person, customer: Customer) -> QuerySet[Use]:
    """Give how secrets of a manual were used, the latest first."""
    visible = secrets_visible(person).filter(customer=customer)
    return (
        Use.objects.filter(secret__in=visible.values("pk"))
        .select_related("person", "secret")
        .defer("secret__search")
        .order_by("-at", "-id")
    )
