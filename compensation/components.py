"""The bonus components: how each is measured from one person's facts of a period.

A new component is one measuring function and one `Component` in the table below; its facts are
gathered in `queries/facts.py` from a lower app, its weight is a row of the plan.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compensation.rules import (
    CardFigure,
    Measure,
    Plan,
    figure_from_sums,
    measure_nothing,
    measure_other_solutions,
    measure_quota,
    measure_relationship,
    measure_secrets,
)

# (deal, amount in minor units, numerator and denominator of the share, day it was won)
Credit = tuple[int, int, int, int, str]
# (customer, sum of the ratings, how many, lowest and highest of their scale)
Ratings = tuple[int, int, int, int, int]


def _digest(rows: object) -> str:
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class PersonFacts:
    """What happened in a period that one person's pay follows from."""

    credits: tuple[Credit, ...] = ()
    ratings: Mapping[str, tuple[Ratings, ...]] = field(default_factory=dict)
    secrets: tuple[Ratings, ...] = ()
    yes: int = 0
    no: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "credits": self.credits,
            "ratings": dict(self.ratings),
            "secrets": self.secrets,
            "other_solutions": {"yes": self.yes, "no": self.no},
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "PersonFacts":
        return cls(
            credits=tuple(tuple(line) for line in plain["credits"]),
            ratings={
                code: tuple(tuple(line) for line in lines)
                for code, lines in plain["ratings"].items()
            },
            secrets=tuple(tuple(line) for line in plain["secrets"]),
            yes=plain["other_solutions"]["yes"],
            no=plain["other_solutions"]["no"],
        )

    def digest(self) -> str:
        return _digest(self.as_json())

    def credits_within(self, first_on: date, last_on: date) -> tuple[Credit, ...]:
        """Give the credit for deals won in a time, both days included."""
        first, last = first_on.isoformat(), last_on.isoformat()
        return tuple(line for line in self.credits if first <= line[4] <= last)


@dataclass(frozen=True)
class Basis:
    """What a person is measured against: the plan, its frozen team figures, their own quota.

    `quota_minor` and the days are those of the assignment inside the period.
    """

    plan: Plan
    team_means: Mapping[str, Any]
    quota_minor: Fraction
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Component:
    """One component: its code, its name on the page, how it is measured."""

    code: str
    label: str | Promise
    measure: Callable[[Basis, PersonFacts], Measure]


def credited_minor(credits_: Iterable[Credit]) -> Fraction:
    """Sum exact shares of won amounts, in minor units."""
    whole, parts = 0, Fraction(0)
    for _deal, amount, numerator, denominator, _day in credits_:
        if numerator == denominator:
            whole += amount
        else:
            parts += Fraction(amount * numerator, denominator)
    return whole + parts


def _quota(basis: Basis, facts: PersonFacts) -> Measure:
    lines = facts.credits_within(basis.first_on, basis.last_on)
    scale = 10**basis.plan.minor_units
    return measure_quota(
        credited_minor(lines) / scale,
        basis.quota_minor / scale,
        deals=len(lines),
        digest=_digest(lines),
    )


def _secrets(basis: Basis, facts: PersonFacts) -> Measure:
    return measure_secrets(
        basis.plan, _figure(basis.plan, facts.secrets), basis.team_means["secrets"]
    )


def _relationship(basis: Basis, facts: PersonFacts) -> Measure:
    figures = {code: _figure(basis.plan, lines) for code, lines in facts.ratings.items()}
    return measure_relationship(basis.plan, figures, basis.team_means["relationship"])


def _other_solutions(basis: Basis, facts: PersonFacts) -> Measure:
    return measure_other_solutions(
        basis.plan, facts.yes, facts.no, basis.team_means["other_solutions"]
    )


def _figure(plan: Plan, lines: Iterable[Ratings]) -> CardFigure:
    """Average inside each customer first; ratings on another scale move to the plan's."""
    low, high = plan.scale
    sums: dict[int, tuple[Fraction, int]] = {}
    rows = list(lines)
    for customer, total, count, bottom, top in rows:
        moved: Fraction | int = total
        if Fraction(bottom) != low or Fraction(top) != high:
            moved = count * low + (total - count * bottom) * (high - low) / (top - bottom)
        before, cards = sums.get(customer, (Fraction(0), 0))
        sums[customer] = (before + moved, cards + count)
    return figure_from_sums(sums.values(), _digest(rows))


COMPONENTS = {
    component.code: component
    for component in (
        Component("quota", _("Quota"), _quota),
        Component("secrets", _("Secrets"), _secrets),
        Component("relationship", _("Relationship"), _relationship),
        Component("other_solutions", _("Other solutions"), _other_solutions),
    )
}


def measured(basis: Basis, facts: PersonFacts) -> dict[str, Measure]:
    """Measure every component of the plan; one that weighs nothing is not measured."""
    return {
        line.code: COMPONENTS[line.code].measure(basis, facts)
        if line.weight_pct
        else measure_nothing(line.code)
        for line in basis.plan.components
    }
