"""What may be wrong with the tables of a plan: curves, tiers, the hold, splits."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from compensation.rules.curves import TIER_MODES
from compensation.rules.drafts import (
    COMPONENT_CODES,
    HUNDRED,
    Draft,
    Problem,
    listed,
    tier_lines,
    tier_mode,
)
from compensation.rules.exact import ZERO, exact_or_none


def curve_problems(draft: Draft) -> Iterator[Problem]:
    """Check every component's way from score to pay."""
    for place, line in enumerate(draft.components):
        field = f"components.{place}"
        if line.get("tiers") is not None:
            yield from _tier_problems(line, field)
        elif not listed(line.get("curve")):
            yield Problem(
                "no_basis", "Say how this component pays: give it a pay curve.", f"{field}.curve"
            )
        if listed(line.get("curve")):
            yield from _one_curve(listed(line.get("curve")), f"{field}.curve")


def _one_curve(points: Any, field: str) -> Iterator[Problem]:
    xs = [_coordinate(point, 0) for point in points]
    ys = [_coordinate(point, 1) for point in points]
    if _unreadable_or_falling(xs):
        yield Problem("curve_x_order", "The points of a curve must go from left to right.", field)
    # Pay is zero below the first point, so a first point below zero is a fall as well.
    if _unreadable_or_falling([ZERO, *ys]):
        yield Problem("curve_not_monotone", "Pay may never fall when results rise.", field)


def _coordinate(point: Any, place: int) -> Fraction | None:
    return exact_or_none(point[place]) if len(listed(point)) == 2 else None


def _unreadable_or_falling(numbers: list[Fraction | None]) -> bool:
    read = [number for number in numbers if number is not None]
    return len(read) < len(numbers) or any(later < earlier for earlier, later in pairwise(read))


def _tier_problems(line: Mapping[str, Any], field: str) -> Iterator[Problem]:
    tiers = tier_lines(line)
    mode = tier_mode(line)
    if not isinstance(mode, str) or mode not in TIER_MODES:
        yield Problem("no_basis", "Say how the tier table is read.", f"{field}.mode")
    if exact_or_none(line.get("start") or 0) is None:
        yield Problem("no_basis", "Say where the tier table begins.", f"{field}.start")
    if not tiers or not _adjoining(tiers):
        yield Problem(
            "tier_gap",
            "Each tier must begin exactly where the one before it ends: no gap, no overlap.",
            f"{field}.tiers",
        )
    rates = [exact_or_none(tier[2]) for tier in tiers if tier]
    falling = _unreadable_or_falling([ZERO, *rates])
    if falling if mode in ("flat", "overage_highest") else _negative(rates):
        yield Problem(
            "curve_not_monotone", "Pay may never fall when results rise.", f"{field}.tiers"
        )


def _negative(rates: list[Fraction | None]) -> bool:
    return any(rate is not None and rate < 0 for rate in rates)


def _adjoining(tiers: list[tuple[Any, Any, Any] | None]) -> bool:
    reached: Fraction | None = None
    for place, tier in enumerate(tiers):
        if tier is None or exact_or_none(tier[2]) is None:
            return False
        start, end = exact_or_none(tier[0]), exact_or_none(tier[1])
        if start is None or (place and start != reached):
            return False
        if tier[1] is None:
            return place == len(tiers) - 1
        if end is None or end <= start:
            return False
        reached = end
    return True


def hold_problems(draft: Draft) -> Iterator[Problem]:
    """Check the pay that waits for the customer's success; a plan may have none."""
    hold = draft.hold
    if hold is None:
        return
    shares = [exact_or_none(share) for share in listed(hold.get("schedule"))]
    if not _parts_of_100(shares):
        yield Problem(
            "hold_schedule_not_100",
            "The release shares of the milestones must sum to exactly 100 %.",
            "hold.schedule",
        )
    if hold.get("customer_confirmed") is not True:
        yield Problem(
            "milestone_not_customer_confirmed",
            "Only the customer's own sign-off may release pay.",
            "hold.customer_confirmed",
        )
    if hold.get("component", "quota") not in COMPONENT_CODES:
        yield Problem("no_basis", "Say which component waits.", "hold.component")


def split_problems(shares: Any, field: str = "split") -> list[Problem]:
    """Check the shares of a deal: per cents, or lines with `share_pct`, that sum to 100."""
    if _parts_of_100([_share(share) for share in listed(shares)]):
        return []
    return [Problem("split_not_100", "The shares of a deal must sum to exactly 100 %.", field)]


def _share(share: Any) -> Fraction | None:
    if not isinstance(share, Mapping):
        return exact_or_none(share)
    named = [share[name] for name in ("share_pct", "weight_pct", "share") if name in share]
    return exact_or_none(named[0]) if named else None


def plan_split_problems(draft: Draft) -> Iterator[Problem]:
    """Check a plan's standing split (`split`) or several of them (`splits`), if it has any."""
    if draft.plan.get("split") is not None:
        yield from split_problems(_shares(draft.plan["split"]))
    splits = draft.plan.get("splits")
    if splits is None:
        return
    if not any(listed(split) or _wraps_shares(split) for split in listed(splits)):
        yield from split_problems(_shares(splits), "splits")
        return
    for place, split in enumerate(listed(splits)):
        yield from split_problems(_shares(split), f"splits.{place}")


def _wraps_shares(split: Any) -> bool:
    return isinstance(split, Mapping) and "shares" in split


def _shares(split: Any) -> Any:
    return split["shares"] if _wraps_shares(split) else split


def _parts_of_100(shares: list[Fraction | None]) -> bool:
    read = [share for share in shares if share is not None and share >= 0]
    return len(read) == len(shares) and sum(read) == HUNDRED
