"""What-if: a statement from a plan and inputs, as a file gives them."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from compensation.rules.drafts import listed
from compensation.rules.exact import ONE, ZERO, NoBasisError, exact, money_text, whole
from compensation.rules.holds import HELD, RELEASED, DealLine
from compensation.rules.measures import (
    Measure,
    measure_nothing,
    measure_other_solutions,
    measure_quota,
    measure_relationship,
    measure_secrets,
)
from compensation.rules.plans import ComponentLine, Plan, read_plan
from compensation.rules.problems import plan_problems
from compensation.rules.scores import CardFigure, figure_from_sums
from compensation.rules.statements import Statement, Terms, calculate_statement

MALFORMED = "malformed"


def what_if(plan: Any, inputs: Any) -> dict[str, Any]:
    """Calculate a statement without writing anything.

    `{"errors": [codes, sorted]}` for a broken plan or inputs that cannot be read; `{"errors":
    []}` for a sound plan with empty inputs; else the whole statement, money as text.
    """
    codes = sorted({problem.code for problem in plan_problems(plan)})
    if codes:
        return {"errors": codes}
    if inputs is None or inputs == {}:
        return {"errors": []}
    if not isinstance(inputs, Mapping):
        return {"errors": [MALFORMED]}
    try:
        statement = statement_for(read_plan(plan), inputs)
    except NoBasisError as error:
        return {"errors": [error.code]}
    except (TypeError, ValueError):
        return {"errors": [MALFORMED]}
    return statement_as_text(read_plan(plan), statement)


def statement_for(plan: Plan, inputs: Mapping[str, Any]) -> Statement:
    """Calculate from inputs.

    NoBasisError where one is missing, ValueError or TypeError where one cannot be read.
    """
    if plan.target_bonus is None:
        raise NoBasisError("There is no target bonus.")
    terms = Terms(
        target_bonus=plan.target_bonus,
        year_end=_yes_or_no(inputs.get("year_end")),
        proration=_at_least_zero(exact(_given(inputs, "proration", ONE))),
        deals=_deals(plan, inputs),
    )
    measures = {line.code: _measure(plan, line, inputs) for line in plan.components}
    return calculate_statement(plan, terms, measures)


def statement_as_text(plan: Plan, statement: Statement) -> dict[str, Any]:
    """Write a statement with money and exact numbers as text, ready for JSON."""

    def money(units: int) -> str:
        return money_text(units, plan.minor_units)

    held = statement.settled.held + statement.settled.lapsed
    return {
        "errors": [],
        "targets": {code: money(units) for code, units in statement.targets.items()},
        "scores": {code: str(score) for code, score in statement.scores.items()},
        "multipliers": {code: str(number) for code, number in statement.multipliers.items()},
        "components": {code: money(units) for code, units in statement.parts.items()},
        "total": money(statement.total),
        "released": money(statement.settled.released),
        "withheld": money(held),
        "hold_parts": [money(units) for line in statement.hold_parts for units in line],
        "carried_target": {code: money(units) for code, units in statement.carried_target.items()},
    }


def _deals(plan: Plan, inputs: Mapping[str, Any]) -> list[DealLine]:
    """Treat the whole held part as one deal; a milestone not said to be done is not done."""
    if plan.hold is None:
        return []
    done = [flag is True for flag in listed(_given(inputs, "milestones_done", []))]
    states = tuple(RELEASED if flag else HELD for flag in done)
    return [DealLine("The customer's success", ONE, plan.hold.schedule, states)]


def _measure(plan: Plan, line: ComponentLine, inputs: Mapping[str, Any]) -> Measure:
    facts = inputs.get(line.code)
    if facts is None:
        if line.weight_pct == 0:
            return measure_nothing(line.code)
        raise NoBasisError(f"Nothing is said about {line.code}.")
    if not isinstance(facts, Mapping):
        raise TypeError(f"{line.code} must be a map")
    return _READERS[line.code](plan, facts)


def _quota(_plan: Plan, facts: Mapping[str, Any]) -> Measure:
    return measure_quota(_needed(facts, "credited"), _needed(facts, "target"))


def _relationship(plan: Plan, facts: Mapping[str, Any]) -> Measure:
    ratings = _map(_given(facts, "ratings", {}))
    team = _map(_needed(facts, "team_mean01"))
    codes = [behaviour.code for behaviour in plan.behaviours]
    means = {code: _zero_to_one(_needed(team, code)) for code in codes}
    return measure_relationship(
        plan, {code: _figure(plan, ratings.get(code)) for code in codes}, means
    )


def _secrets(plan: Plan, facts: Mapping[str, Any]) -> Measure:
    quality = facts.get("manual_quality")
    return measure_secrets(
        plan,
        _figure(plan, facts.get("card_ratings")),
        _zero_to_one(_needed(facts, "team_mean01")),
        None if quality is None else _zero_to_one(quality),
    )


def _other_solutions(plan: Plan, facts: Mapping[str, Any]) -> Measure:
    yes, no = (whole(_given(facts, answer, 0)) for answer in ("yes", "no"))
    if yes < 0 or no < 0:
        raise ValueError("Counts cannot be negative.")
    return measure_other_solutions(plan, yes, no, _zero_to_one(_needed(facts, "team_rate")))


_READERS: dict[str, Callable[[Plan, Mapping[str, Any]], Measure]] = {
    "quota": _quota,
    "relationship": _relationship,
    "secrets": _secrets,
    "other_solutions": _other_solutions,
}


def _figure(plan: Plan, ratings: Any) -> CardFigure:
    """Read one rating a customer, each within the plan's scale."""
    if ratings is not None and not isinstance(ratings, (list, tuple)):
        raise TypeError("ratings must be a list")
    low, high = plan.scale
    numbers = [exact(rating) for rating in listed(ratings)]
    if any(not low <= number <= high for number in numbers):
        raise ValueError("a rating lies outside the scale")
    return figure_from_sums((number, 1) for number in numbers)


def _needed(facts: Mapping[str, Any], name: str) -> Any:
    found = facts.get(name)
    if found is None:
        raise NoBasisError(f"{name} is missing.")
    return found


def _given(facts: Mapping[str, Any], name: str, default: Any) -> Any:
    found = facts.get(name)
    return default if found is None else found


def _map(facts: Any) -> Mapping[str, Any]:
    if not isinstance(facts, Mapping):
        raise TypeError("a map is needed here")
    return facts


def _zero_to_one(number: Any) -> Fraction:
    fraction = exact(number)
    if not ZERO <= fraction <= ONE:
        raise ValueError(f"{fraction} does not lie between 0 and 1")
    return fraction


def _at_least_zero(fraction: Fraction) -> Fraction:
    if fraction < 0:
        raise ValueError(f"{fraction} is negative")
    return fraction


def _yes_or_no(flag: Any) -> bool:
    """Read a flag; where nothing is said, it is not year end, so nothing is lost."""
    if flag is not None and not isinstance(flag, bool):
        raise TypeError("year_end is true or false")
    return flag is True
