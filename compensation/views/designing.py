"""What the designer says about a plan: its parts, what is wrong with it, how much room is left."""

from fractions import Fraction
from typing import Any

from compensation.components import COMPONENTS
from compensation.defaults import BEHAVIOUR_WORDS, FLOORS
from compensation.models import PlanBehaviour, PlanComponent, PlanVersion
from compensation.queries import problems_of, warnings_of
from compensation.rules import NoBasisError, Problem, exact, number_text, share_reading


def part_row(component: PlanComponent) -> dict[str, Any]:
    """Give a component with its weight, its floor and the points of its curve."""
    floor = FLOORS.get(component.code)
    return {
        "code": component.code,
        "name": COMPONENTS[component.code].label,
        "weight": number_text(component.weight_pct),
        "floor": floor,
        "curve": [
            (number_text(exact(x)), number_text(exact(y)))
            for x, y in component.pays.get("curve", [])
        ],
        "tiers": component.pays.get("tiers"),
    }


def behaviour_row(behaviour: PlanBehaviour) -> dict[str, Any]:
    """Give a behaviour in words, with its weight."""
    return {
        "name": BEHAVIOUR_WORDS.get(behaviour.code, behaviour.code),
        "weight": number_text(behaviour.weight_pct),
    }


def checks(row: PlanVersion, *, weights: dict[str, Fraction] | None = None) -> dict[str, Any]:
    """Give the sum, the problems in words, and how much room is left."""
    own = {component.code: component.weight_pct for component in row.components.all()}
    shown = own | (weights or {})
    problems: list[Problem] = problems_of(row, weights)
    total = sum(shown.values(), Fraction(0))
    return {
        "sum": number_text(total),
        "sum_is_100": total == 100,
        "problems": problems,
        "warnings": warnings_of(row),
        "room": str(100 - sum(FLOORS.values())),
        "reading": _reading(row, shown),
    }


def _reading(row: PlanVersion, weights: dict[str, Fraction]) -> dict[str, str] | None:
    """Read the relationship's share of the bonus and of total pay, where there is a pay mix."""
    others = weights.get("secrets", Fraction(0)) + weights.get("other_solutions", Fraction(0))
    try:
        reading = share_reading(
            weights.get("relationship", Fraction(0)), row.salary_minor, row.target_minor, others
        )
    except NoBasisError:
        return None
    return {
        "of_bonus": number_text(reading.of_bonus * 100, 1),
        "of_pay": number_text(reading.of_total_pay * 100, 1),
        "most_of_pay": number_text(reading.ceiling_of_total_pay * 100, 1),
    }
