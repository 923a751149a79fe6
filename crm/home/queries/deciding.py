"""What success is to a customer, and how they decide about it: one question for a brief."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce

from accounts.models import Alternative, Contact, Customer, DecisionStep, Person
from accounts.queries import alternatives_of, decision_steps
from crm.deals.models import ENDED, SuccessDefinition
from crm.deals.queries import deals_visible
from crm.prepared import prepared

NO_DAY = Value(None, output_field=DateField())


@dataclass(frozen=True)
class Said:
    """Words about success, and whose they are."""

    words: str
    speaker: str


@dataclass(frozen=True)
class Deciding:
    """How they define success, the steps still to come in their order, what else they consider."""

    success: Said | None = None
    steps: list[DecisionStep] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)


class _Row(NamedTuple):
    what: str
    place: int
    words: str
    name: str | None
    day: dt.date | None
    sort: str


def _what(word: str) -> Value:
    return Value(word, output_field=CharField())


def deciding_of(person: Person, customer: Customer, *, most: int) -> Deciding:
    """Gather it of a customer the person reads, at most so many steps and alternatives."""
    found = _said_and_steps(person, customer, str(most))
    rows = sorted((_Row._make(row) for row in found), key=lambda row: row.place)
    success = next((Said(row.words, row.name or "") for row in rows if row.what == "said"), None)
    return Deciding(
        success=success,
        steps=[_step(row) for row in rows if row.what == "step"],
        alternatives=[_alternative(row) for row in rows if row.what == "other"],
    )


@prepared
def _said_and_steps(
    person: Person, customer: Customer, most: str
) -> QuerySet[SuccessDefinition, tuple[object, ...]]:
    steps = decision_steps(person, customer).filter(done_on__isnull=True)
    others = alternatives_of(person, customer)
    step = (_what("step"), "place", "words", "owner__name", "by_on", "by_precision")
    other = (_what("other"), "pk", "words", "contact__name", NO_DAY, "kind")
    return _success(person, customer).union(
        steps.values_list(*step)[: int(most)], others.values_list(*other)[: int(most)], all=True
    )


def _success(person: Person, customer: Customer) -> QuerySet[SuccessDefinition, tuple[object, ...]]:
    """Give how they defined success last, for a deal that still runs."""
    deals = deals_visible(person).filter(customer=customer).exclude(stage__in=ENDED)
    return (
        SuccessDefinition.objects.filter(deal__in=deals.order_by().values("pk"))
        .order_by("-said_on", "-number", "-id")
        .values_list(
            _what("said"),
            Value(0, output_field=IntegerField()),
            "words",
            Coalesce(F("contact__name"), F("deal__customer__name")),
            "said_on",
            _what(""),
        )[:1]
    )


def _named(name: str | None) -> Contact | None:
    return Contact(name=name) if name else None


def _step(row: _Row) -> DecisionStep:
    return DecisionStep(
        place=row.place,
        words=row.words,
        owner=_named(row.name),
        by_on=row.day,
        by_precision=row.sort,
    )


def _alternative(row: _Row) -> Alternative:
    return Alternative(words=row.words, contact=_named(row.name), kind=row.sort)
