"""Two groups of customers compared band by band of the score they began with.

Customers with a mishap often begin lower, and low scores rise by themselves; so a group is only
compared with those who began alike. The difference is weighted by where the first group stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

#: First scores that count as alike: 0 to 6, 7 and 8, 9 and 10.
BANDS: Final = ((0, 6), (7, 8), (9, 10))
#: Fewer than so many on either side say nothing.
FEWEST: Final = 10
_Z_95: Final = 1.959964


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of score in one band: how many, their sum and the sum of their squares."""

    n: int = 0
    total: float = 0.0
    squares: float = 0.0

    @property
    def mean(self) -> float:
        """Give the mean change; of none 0."""
        return self.total / self.n if self.n else 0.0

    @property
    def variance(self) -> float:
        """Give the sample variance; of fewer than two 0."""
        if self.n < 2:
            return 0.0
        return max(0.0, (self.squares - self.n * self.mean**2) / (self.n - 1))


@dataclass(frozen=True, slots=True)
class Matched:
    """The difference of the mean changes and its 95 % interval; None where too few are alike.

    `n` and `others` count only those of bands in which both groups have at least two.
    """

    n: int
    others: int
    difference: float | None = None
    low: float | None = None
    high: float | None = None


def matched(group: Mapping[int, Changes], others: Mapping[int, Changes]) -> Matched:
    """Compare two groups, each by its band's place in BANDS."""
    shared = [
        (group[band], others[band])
        for band in sorted(group)
        if band in others and group[band].n >= 2 and others[band].n >= 2
    ]
    n, m = sum(one.n for one, _ in shared), sum(other.n for _, other in shared)
    if n < FEWEST or m < FEWEST:
        return Matched(n, m)
    difference = sum(one.n / n * (one.mean - other.mean) for one, other in shared)
    spread = sum(
        (one.n / n) ** 2 * (one.variance / one.n + other.variance / other.n)
        for one, other in shared
    )
    half = _Z_95 * sqrt(spread)
    return Matched(n, m, difference, difference - half, difference + half)
