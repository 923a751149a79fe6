"""Pay that waits for the customer: what is held, released, lapsed, taken back, corrected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from compensation.rules.exact import exact, largest_remainder

RELEASED = "released"
HELD = "held"
LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class DealLine:
    """A credited deal: what was credited, its milestones' shares in per cent, and their states.

    A milestone without a state is held: silence is never consent.
    """

    name: str
    credited: Fraction
    schedule: tuple[Fraction, ...]
    states: tuple[str, ...] = ()

    def state(self, place: int) -> str:
        return self.states[place] if place < len(self.states) else HELD


@dataclass(frozen=True, slots=True)
class Settled:
    """Where calculated pay stands, in minor units; the three always sum to it."""

    released: int
    held: int
    lapsed: int

    @property
    def calculated(self) -> int:
        return self.released + self.held + self.lapsed


def milestone_state(*, signed: bool, paid: bool, cancelled: bool, condition: str = "signed") -> str:
    """Say whether a milestone releases its part: "signed", or "signed_and_paid" as the plan says.

    What was released stays released when the deal is cancelled later; the rest lapses.
    """
    if signed and (paid or condition == "signed"):
        return RELEASED
    return LAPSED if cancelled else HELD


def share_among_deals(part_units: int, deals: Sequence[DealLine]) -> list[list[int]]:
    """Attribute a part to deals by credit and each deal's amount to its milestones.

    Done once, when earned; both steps by largest remainder, so nothing is lost on the way.
    """
    amounts = largest_remainder(part_units, [deal.credited for deal in deals])
    return [
        largest_remainder(amount, deal.schedule)
        for amount, deal in zip(amounts, deals, strict=True)
    ]


def settle(parts: Iterable[tuple[int, str]]) -> Settled:
    """Sum (units, state) pairs by their state; ValueError for an unknown state."""
    sums = {RELEASED: 0, HELD: 0, LAPSED: 0}
    for units, state in parts:
        if state not in sums:
            raise ValueError(f"{state!r} is not a state of held pay")
        sums[state] += units
    return Settled(sums[RELEASED], sums[HELD], sums[LAPSED])


def clawback(released_units: int, cap_units: int, carried_units: int = 0) -> tuple[int, int]:
    """Take back released pay of a cancelled deal: (taken now, carried to the next period).

    At most the plan's cap per period; what an earlier period could not take comes first.
    """
    owed = released_units + carried_units
    taken = max(0, min(owed, cap_units))
    return taken, owed - taken


def corrections(posted: Mapping[str, int], recalculated: Mapping[str, int]) -> dict[str, int]:
    """Give what a late fact changes, line by line, without the lines it leaves alone.

    Posting the answer and asking again gives nothing.
    """
    lines = sorted({*posted, *recalculated})
    changes = {line: recalculated.get(line, 0) - posted.get(line, 0) for line in lines}
    return {line: change for line, change in changes.items() if change}


def share_pool(pool_units: int, members: Sequence[tuple[Any, Any]]) -> list[int]:
    """Share a team's pool among (target, relationship score) members by target × score."""
    return largest_remainder(
        pool_units, [exact(target) * exact(score) for target, score in members]
    )
