"""From a score to a multiplier: pay curves and tier tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from compensation.rules.exact import ZERO, BrokenTableError, NoBasisError, exact

# What a statement says about the mode, since "accelerator" alone means five different things.
TIER_MODES = {
    "flat": "the whole amount at the rate of the tier reached",
    "step": "each slice of the amount at the rate of its own tier",
    "interpolated": "each tier pays its amount in proportion to how far it is filled",
    "overage_highest": (
        "up to the first boundary at the first rate, all the rest at the rate of the tier reached"
    ),
}


@dataclass(frozen=True, slots=True)
class Tier:
    """Amounts from `start` (included) to `end` (excluded; None is open) and their rate."""

    start: Fraction
    end: Fraction | None
    rate: Fraction

    def overlap(self, low: Fraction, high: Fraction) -> Fraction:
        """Give how much of the stretch from `low` to `high` lies in this tier."""
        top = high if self.end is None else min(high, self.end)
        return max(ZERO, top - max(low, self.start))


def pay_curve(points: Iterable[Sequence[Any]], x: Any) -> Fraction:
    """Read a piecewise linear curve at `x`: zero below its first point, flat above its last.

    `points` are (x, y) in order of x. An x may repeat: the curve jumps there, and the later
    point holds at that x. BrokenTableError (`curve_x_order`) when x goes back, NoBasisError
    when there is no point.
    """
    at = exact(x)
    line = [(exact(point[0]), exact(point[1])) for point in points]
    if not line:
        raise NoBasisError("The pay curve has no points.")
    if any(later[0] < earlier[0] for earlier, later in pairwise(line)):
        raise BrokenTableError(
            "The points of the curve must go from left to right.", "curve_x_order"
        )
    if at < line[0][0]:
        return ZERO
    last = max(place for place, point in enumerate(line) if point[0] <= at)
    x0, y0 = line[last]
    if last == len(line) - 1:
        return y0
    x1, y1 = line[last + 1]
    return y0 + (y1 - y0) * (at - x0) / (x1 - x0)


def read_tiers(tiers: Iterable[Any]) -> list[Tier]:
    """Read (from, to | None, rate) lines; BrokenTableError (`tier_gap`) unless they adjoin."""
    table = [
        Tier(exact(line[0]), None if line[1] is None else exact(line[1]), exact(line[2]))
        for line in tiers
    ]
    if not table:
        raise NoBasisError("The tier table has no lines.")
    hollow = any(tier.end is not None and tier.end <= tier.start for tier in table)
    if hollow or any(earlier.end != later.start for earlier, later in pairwise(table)):
        raise BrokenTableError("Each tier must begin where the one before it ends.", "tier_gap")
    return table


def tier_payout(amount: Any, tiers: Iterable[Any], mode: str, start: Any = 0) -> Fraction:
    """Pay `amount` by a tier table; it begins at `start` (what was credited before it).

    `tiers` are (from, to | None, rate); the modes are those of `TIER_MODES`, and a boundary
    belongs to the upper tier. The tier reached is the one at `start` + `amount`; below the first
    tier nothing is paid, beyond a closed last tier its rate stays for `flat` and
    `overage_highest`. An open last tier has no full tier, so `interpolated` adds nothing there.
    A negative amount gives back what lies between.
    """
    table = read_tiers(tiers)
    if mode not in _PAYOUTS:
        raise BrokenTableError(f"“{mode}” is not a way to read a tier table.", "no_basis")
    low = exact(start)
    high = low + exact(amount)
    if high < low:
        return -_PAYOUTS[mode](table, high, low, _rate_at(table, high))
    return _PAYOUTS[mode](table, low, high, _rate_at(table, high))


def _rate_at(table: list[Tier], amount: Fraction) -> Fraction:
    reached = [tier for tier in table if tier.start <= amount]
    return reached[-1].rate if reached else ZERO


def _flat(_table: list[Tier], low: Fraction, high: Fraction, rate: Fraction) -> Fraction:
    return (high - low) * rate


def _step(table: list[Tier], low: Fraction, high: Fraction, _rate: Fraction) -> Fraction:
    return sum((tier.overlap(low, high) * tier.rate for tier in table), ZERO)


def _interpolated(table: list[Tier], low: Fraction, high: Fraction, _rate: Fraction) -> Fraction:
    return sum(
        (
            tier.overlap(low, high) / (tier.end - tier.start) * tier.rate
            for tier in table
            if tier.end is not None
        ),
        ZERO,
    )


def _overage_highest(table: list[Tier], low: Fraction, high: Fraction, rate: Fraction) -> Fraction:
    first = table[0]
    below = first.overlap(low, high)
    above = ZERO if first.end is None else max(ZERO, high - max(low, first.end))
    return below * first.rate + above * rate


_PAYOUTS: dict[str, Callable[[list[Tier], Fraction, Fraction, Fraction], Fraction]] = {
    "flat": _flat,
    "step": _step,
    "interpolated": _interpolated,
    "overage_highest": _overage_highest,
}
