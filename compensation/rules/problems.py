"""What a plan must keep to: `plan_problems` says everything that is wrong with it at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from compensation.rules.drafts import (
    COMPONENT_CODES,
    DEFAULT_N_MIN,
    DEFAULT_PRIOR_K,
    HUNDRED,
    SHARE_BASES,
    Draft,
    Problem,
    half_to_one,
    pct,
    whole_in,
)
from compensation.rules.exact import ZERO, exact_or_none
from compensation.rules.tables import curve_problems, hold_problems, plan_split_problems


@dataclass(frozen=True, slots=True)
class Floors:
    """The company's policy, as data: per cents, and per problem code "warn" or "off".

    A code that `modes` does not name is refused.
    """

    secrets_pct: Fraction = Fraction(25)
    other_solutions_pct: Fraction = Fraction(20)
    relationship_pct: Fraction = Fraction(20)
    most_behaviours: int = 6
    modes: Mapping[str, str] = field(default_factory=dict)


RELATIONSHIP_FIRST = Floors()
# Only policy may be softened; a plan that cannot be calculated is always refused.
POLICY_CODES = frozenset({
    "secrets_below_25",
    "secrets_card_share_below_half",
    "other_solutions_below_20",
    "relationship_below_20",
    "relationship_share_fell",
    "relationship_share_not_rising",
    "previous_year_missing",
    "too_many_behaviours",
    "behaviour_not_customer_rated",
})  # fmt: skip


def plan_problems(plan: Any, floors: Floors = RELATIONSHIP_FIRST) -> list[Problem]:
    """Say everything that keeps a plan from being published; an empty list is a sound plan.

    `plan` is a map as in a scenario file. It may be anything: nothing raises here.
    """
    return [problem for problem in _found(plan, floors) if _mode(problem, floors) == "refuse"]


def plan_warnings(plan: Any, floors: Floors = RELATIONSHIP_FIRST) -> list[Problem]:
    """Say what the policy only warns about."""
    return [problem for problem in _found(plan, floors) if _mode(problem, floors) == "warn"]


def _mode(problem: Problem, floors: Floors) -> str:
    return floors.modes.get(problem.code, "refuse") if problem.code in POLICY_CODES else "refuse"


def _found(plan: Any, floors: Floors) -> list[Problem]:
    draft = Draft(plan if isinstance(plan, Mapping) else {})
    return [problem for check in _CHECKS for problem in check(draft, floors)]


def _weights(draft: Draft, _floors: Floors) -> Iterator[Problem]:
    lines = draft.components
    yield from _sum_of_weights(lines, "components", "weights_not_100")
    yield from _negative_weights(lines, "components")
    codes = [line.get("code") for line in lines]
    for place, code in enumerate(codes):
        field_name = f"components.{place}.code"
        if code not in COMPONENT_CODES:
            yield Problem("no_basis", "Nothing is measured under this name.", field_name)
        elif code in codes[:place]:
            yield Problem("component_duplicate", f"“{code}” stands here twice.", field_name)


def _sum_of_weights(lines: list[Mapping[str, Any]], where: str, code: str) -> Iterator[Problem]:
    unread = [
        place for place, line in enumerate(lines) if exact_or_none(line.get("weight_pct")) is None
    ]
    for place in unread:
        sentence = "Write the weight as an exact number in quotes, such as 24.5 or 100/3."
        yield Problem(code, sentence, f"{where}.{place}.weight_pct")
    if not unread and sum((pct(line) for line in lines), ZERO) != HUNDRED:
        yield Problem(code, "The weights must sum to exactly 100 %.", where)


def _negative_weights(lines: list[Mapping[str, Any]], where: str) -> Iterator[Problem]:
    for place, line in enumerate(lines):
        if pct(line) < 0:
            yield Problem(
                "weight_negative", "A weight cannot be negative.", f"{where}.{place}.weight_pct"
            )


def _floor_of_secrets(draft: Draft, floors: Floors) -> Iterator[Problem]:
    if draft.weight("secrets") < floors.secrets_pct:
        yield Problem(
            "secrets_below_25",
            f"Secrets must be at least {floors.secrets_pct} % of the bonus.",
            "components.secrets",
        )
    share = draft.number("secrets_card_share", 1)
    if share is None or share < Fraction(1, 2):
        yield Problem(
            "secrets_card_share_below_half",
            "At least half of the secrets score must be the customers' own answer.",
            "secrets_card_share",
        )
    elif not half_to_one(share):
        yield Problem(
            "no_basis", "The card's share of the score cannot pass 1.", "secrets_card_share"
        )


def _floor_of_other_solutions(draft: Draft, floors: Floors) -> Iterator[Problem]:
    if draft.weight("other_solutions") < floors.other_solutions_pct:
        yield Problem(
            "other_solutions_below_20",
            f"Other solutions must be at least {floors.other_solutions_pct} % of the bonus.",
            "components.other_solutions",
        )


def _relationship(draft: Draft, floors: Floors) -> Iterator[Problem]:
    share = draft.relationship_share() if draft.share_basis in SHARE_BASES else None
    if share is not None and share < floors.relationship_pct / HUNDRED:
        of_what = "the bonus" if draft.share_basis == "bonus" else "total pay"
        yield Problem(
            "relationship_below_20",
            f"The relationship must be at least {floors.relationship_pct} % of {of_what}.",
            "components.relationship",
        )
    year = draft.number("programme_year", 1)
    if year is None or year < 2:
        return
    previous = draft.number("previous_share")
    if previous is None:
        yield Problem(
            "previous_year_missing",
            "From the second year on, say the relationship's share of the year before.",
            "previous_share",
        )
    elif share is not None:
        yield from _rising(share, previous, at_ceiling=draft.plan.get("at_ceiling") is True)


def _rising(share: Fraction, previous: Fraction, *, at_ceiling: bool) -> Iterator[Problem]:
    if share < previous:
        yield Problem(
            "relationship_share_fell",
            "The relationship's share may not fall from one year to the next.",
            "components.relationship",
        )
    elif share == previous and not at_ceiling:
        yield Problem(
            "relationship_share_not_rising",
            "The relationship's share must rise every year until the declared ceiling.",
            "components.relationship",
        )


def _behaviours(draft: Draft, floors: Floors) -> Iterator[Problem]:
    lines = draft.behaviours
    if not lines:
        yield Problem("no_behaviours", "Name at least one behaviour customers rate.", "behaviours")
        return
    if len(lines) > floors.most_behaviours:
        yield Problem(
            "too_many_behaviours",
            f"Customers rate at most {floors.most_behaviours} behaviours.",
            "behaviours",
        )
    yield from _sum_of_weights(lines, "behaviours", "behaviour_weights_not_100")
    yield from _negative_weights(lines, "behaviours")
    yield from _behaviour_lines(lines)


def _behaviour_lines(lines: list[Mapping[str, Any]]) -> Iterator[Problem]:
    codes = [line.get("code") for line in lines]
    for place, line in enumerate(lines):
        where = f"behaviours.{place}"
        if line.get("rated_by") != "customer":
            yield Problem(
                "behaviour_not_customer_rated",
                "Only the customer may rate a behaviour.",
                f"{where}.rated_by",
            )
        if not isinstance(codes[place], str) or not codes[place]:
            yield Problem("no_basis", "A behaviour needs a name.", f"{where}.code")
        elif codes[place] in codes[:place]:
            yield Problem(
                "component_duplicate", f"“{codes[place]}” stands here twice.", f"{where}.code"
            )


def _bases(draft: Draft, _floors: Floors) -> Iterator[Problem]:
    """Check what shares and scores are read from; what is missing has a default."""
    for name, sound, sentence in (
        ("share_basis", draft.share_basis in SHARE_BASES, "Shares are of the bonus or total pay."),
        ("salary", _not_negative(draft, "salary"), "This is not a salary."),
        ("target_bonus", _not_negative(draft, "target_bonus"), "This is not a target bonus."),
        ("minor_units", whole_in(draft.number("minor_units", 2), 0, 4), "Decimals: 0 to 4."),
        ("programme_year", _in_years(draft), "The programme year counts from 1."),
        ("rating_scale", draft.scale is not None, "The rating scale must rise from low to high."),
        ("n_min", _counted(draft), "Say how many customers are enough."),
        ("prior_k", _not_negative(draft, "prior_k", DEFAULT_PRIOR_K), "k cannot be negative."),
    ):
        if not sound:
            yield Problem("no_basis", sentence, name)
    if draft.share_basis == "total_pay" and draft.relationship_share() is None:
        yield Problem("no_basis", "Total pay needs a salary and a target bonus.", "salary")


def _not_negative(draft: Draft, name: str, default: Any = 0) -> bool:
    number = draft.number(name, default)
    return number is not None and number >= 0


def _in_years(draft: Draft) -> bool:
    return whole_in(draft.number("programme_year", 1), 1, 1000)


def _counted(draft: Draft) -> bool:
    return whole_in(draft.number("n_min", DEFAULT_N_MIN), 0, 10**6)


_CHECKS: tuple[Callable[[Draft, Floors], Iterator[Problem]], ...] = (
    _weights,
    _floor_of_secrets,
    _floor_of_other_solutions,
    _relationship,
    _behaviours,
    _bases,
    lambda draft, _floors: curve_problems(draft),
    lambda draft, _floors: hold_problems(draft),
    lambda draft, _floors: plan_split_problems(draft),
)
