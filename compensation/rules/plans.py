"""A sound plan, read once: what the engine calculates with."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from compensation.rules.drafts import (
    DEFAULT_MINOR_UNITS,
    DEFAULT_N_MIN,
    DEFAULT_PRIOR_K,
    HUNDRED,
    Draft,
    listed,
    pay_mix,
    pct,
    tier_lines,
    tier_mode,
)
from compensation.rules.exact import ONE, ZERO, BrokenTableError, NoBasisError, exact
from compensation.rules.problems import plan_problems


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """One component: its per cent of the bonus and how its score becomes a multiplier.

    `points` is its pay curve; where `tiers` stand, the score is paid by that table instead.
    """

    code: str
    weight_pct: Fraction
    points: tuple[tuple[Fraction, Fraction], ...]
    tiers: tuple[tuple[Fraction, Fraction | None, Fraction], ...] = ()
    mode: str = ""
    start: Fraction = ZERO


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One thing customers rate, and its per cent of the relationship score."""

    code: str
    weight_pct: Fraction


@dataclass(frozen=True, slots=True)
class HoldTerms:
    """Which component waits for the customer, and the release shares in per cent."""

    component: str
    schedule: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan version without problems."""

    currency: str
    minor_units: int
    components: tuple[ComponentLine, ...]
    behaviours: tuple[Behaviour, ...]
    scale: tuple[Fraction, Fraction]
    n_min: int
    prior_k: Fraction
    secrets_card_share: Fraction
    hold: HoldTerms | None
    target_bonus: Fraction | None


def read_plan(plan: Mapping[str, Any]) -> Plan:
    """Read a plan; BrokenTableError with the first problem's code where it has any."""
    problems = plan_problems(plan)
    if problems:
        raise BrokenTableError(problems[0].sentence, problems[0].code)
    draft = Draft(plan)
    if draft.scale is None:
        raise NoBasisError("The rating scale must rise from low to high.")
    return Plan(
        currency=str(draft.given("currency", "")),
        minor_units=int(exact(draft.given("minor_units", DEFAULT_MINOR_UNITS))),
        components=tuple(_component(line) for line in draft.components),
        behaviours=tuple(Behaviour(str(line["code"]), pct(line)) for line in draft.behaviours),
        scale=draft.scale,
        n_min=int(exact(draft.given("n_min", DEFAULT_N_MIN))),
        prior_k=exact(draft.given("prior_k", DEFAULT_PRIOR_K)),
        secrets_card_share=exact(draft.given("secrets_card_share", 1)),
        hold=_hold(draft),
        target_bonus=draft.number("target_bonus"),
    )


def _component(line: Mapping[str, Any]) -> ComponentLine:
    return ComponentLine(
        code=str(line["code"]),
        weight_pct=pct(line),
        points=tuple((exact(x), exact(y)) for x, y in listed(line.get("curve"))),
        tiers=tuple(
            (exact(tier[0]), None if tier[1] is None else exact(tier[1]), exact(tier[2]))
            for tier in tier_lines(line)
            if tier is not None
        ),
        mode=str(tier_mode(line)),
        start=exact(line.get("start") or 0),
    )


def _hold(draft: Draft) -> HoldTerms | None:
    if draft.hold is None:
        return None
    return HoldTerms(
        component=str(draft.hold.get("component", "quota")),
        schedule=tuple(exact(share) for share in listed(draft.hold.get("schedule"))),
    )


@dataclass(frozen=True, slots=True)
class ShareReading:
    """The relationship's share, both ways, and how far it can still go.

    A ceiling is what the other components leave; the room is what is left up to it.
    """

    of_bonus: Fraction
    of_total_pay: Fraction
    ceiling_of_bonus: Fraction
    ceiling_of_total_pay: Fraction

    @property
    def room_of_bonus(self) -> Fraction:
        return self.ceiling_of_bonus - self.of_bonus

    @property
    def room_of_total_pay(self) -> Fraction:
        return self.ceiling_of_total_pay - self.of_total_pay


def share_reading(
    weight_pct: Any, salary: Any, target_bonus: Any, others_pct: Any = 45
) -> ShareReading:
    """Read a relationship weight as a share of the bonus and of total pay.

    `others_pct` is what secrets and other solutions take of the bonus (25 and 20).
    """
    mix = pay_mix(exact(salary), exact(target_bonus))
    if mix is None:
        raise NoBasisError("Total pay needs a salary and a target bonus.")
    of_bonus = exact(weight_pct) / HUNDRED
    ceiling = ONE - exact(others_pct) / HUNDRED
    return ShareReading(of_bonus, of_bonus * mix, ceiling, ceiling * mix)


def mix_for(share_of_total_pay: Any, others_pct: Any = 45) -> Fraction | None:
    """Give the least bonus share of total pay that allows a wish; None where no mix does."""
    mix = exact(share_of_total_pay) / (ONE - exact(others_pct) / HUNDRED)
    return mix if mix <= 1 else None
