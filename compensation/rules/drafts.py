"""Reading a plan that may be anything: whatever cannot be read is a problem, never a crash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from compensation.rules.exact import ONE, ZERO, exact_or_none

HUNDRED = Fraction(100)
COMPONENT_CODES = ("quota", "secrets", "relationship", "other_solutions")
SHARE_BASES = ("bonus", "total_pay")
DEFAULT_N_MIN = 5
DEFAULT_PRIOR_K = Fraction(4)
DEFAULT_SCALE = ("1", "5")
DEFAULT_MINOR_UNITS = 2


class Problem(NamedTuple):
    """What is wrong with a plan: a stable code, a sentence for its author, the field."""

    code: str
    sentence: str
    field: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as somebody wrote it, read without trusting it."""

    plan: Mapping[str, Any]

    @property
    def components(self) -> list[Mapping[str, Any]]:
        return mappings(self.plan.get("components"))

    @property
    def behaviours(self) -> list[Mapping[str, Any]]:
        return mappings(self.plan.get("behaviours"))

    @property
    def hold(self) -> Mapping[str, Any] | None:
        """Give the hold; None where the plan has none, empty where it cannot be read."""
        hold = self.plan.get("hold")
        if hold is None:
            return None
        return hold if isinstance(hold, Mapping) else {}

    @property
    def share_basis(self) -> Any:
        return self.given("share_basis", "bonus")

    @property
    def scale(self) -> tuple[Fraction, Fraction] | None:
        ends = [exact_or_none(end) for end in listed(self.given("rating_scale", DEFAULT_SCALE))]
        if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] >= ends[1]:
            return None
        return ends[0], ends[1]

    def given(self, name: str, default: Any) -> Any:
        """Give a field, or its default where it is missing or null."""
        found = self.plan.get(name)
        return default if found is None else found

    def number(self, name: str, default: Any = None) -> Fraction | None:
        return exact_or_none(self.given(name, default))

    def weight(self, code: str) -> Fraction:
        """Give a component's per cent of the bonus: zero when absent, the sum when repeated."""
        return sum(
            (pct(line) for line in self.components if line.get("code") == code),
            ZERO,
        )

    def relationship_share(self) -> Fraction | None:
        """Give the relationship's share in the plan's own basis; None where there is no basis."""
        share = self.weight("relationship") / HUNDRED
        if self.share_basis == "bonus":
            return share
        mix = pay_mix(self.number("salary"), self.number("target_bonus"))
        return None if mix is None else share * mix


def pay_mix(salary: Fraction | None, bonus: Fraction | None) -> Fraction | None:
    """Give the bonus's share of total pay, m = B / (S + B); None where nothing is paid."""
    if salary is None or bonus is None or salary < 0 or bonus < 0 or salary + bonus == 0:
        return None
    return bonus / (salary + bonus)


def pct(line: Mapping[str, Any], name: str = "weight_pct") -> Fraction:
    """Read a line's per cent; what cannot be read weighs nothing."""
    return exact_or_none(line.get(name)) or ZERO


def tier_lines(line: Mapping[str, Any]) -> list[tuple[Any, Any, Any] | None]:
    """Read a component's tiers, written as [from, to, rate] or as maps; None for neither."""
    found: list[tuple[Any, Any, Any] | None] = []
    for tier in listed(line.get("tiers")):
        if isinstance(tier, Mapping):
            found.append((tier.get("from"), tier.get("to"), tier.get("rate")))
        else:
            found.append(tuple(tier) if len(listed(tier)) == 3 else None)
    return found


def tier_mode(line: Mapping[str, Any]) -> Any:
    """Give how the tiers are read: each slice at its own rate, unless the plan says otherwise."""
    mode = line.get("mode")
    return "step" if mode is None else mode


def mappings(lines: Any) -> list[Mapping[str, Any]]:
    """Read a list of maps; a line that is none counts as an empty one."""
    return [line if isinstance(line, Mapping) else {} for line in listed(lines)]


def listed(lines: Any) -> Sequence[Any]:
    """Read a list; anything else counts as an empty one."""
    return lines if isinstance(lines, (list, tuple)) else ()


def whole_in(number: Fraction | None, low: int, high: int) -> bool:
    """Tell whether a number was read, is whole and lies within both bounds."""
    return number is not None and number.denominator == 1 and low <= number <= high


def half_to_one(share: Fraction) -> bool:
    return ONE / 2 <= share <= ONE
