"""Measure a thing against its floor in the same run: interleaved, by the median, as a ratio."""

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Timer = Callable[[], float]


@dataclass(frozen=True)
class Ratio:
    """Median milliseconds of a thing and of its floor, each of `rounds` runs."""

    ms: float
    floor_ms: float
    rounds: int

    @property
    def times(self) -> float:
        return self.ms / self.floor_ms


@dataclass(frozen=True)
class Bound:
    """What a figure must not exceed: so many times its floor, so many ms on top, so many ms."""

    times: float | None = None
    plus_ms: float = 0
    at_most_ms: float | None = None

    def holds(self, found: Ratio) -> bool:
        if self.times is not None and found.ms > self.times * found.floor_ms + self.plus_ms:
            return False
        return self.at_most_ms is None or found.ms <= self.at_most_ms

    def __str__(self) -> str:
        parts = []
        if self.times is not None:
            parts.append(f"≤ {self.times:g}×" + (f" + {self.plus_ms:g} ms" if self.plus_ms else ""))
        if self.at_most_ms is not None:
            parts.append(f"≤ {self.at_most_ms:g} ms")
        return " and ".join(parts)


def measured(
    thing: Callable[[], object],
    floor: Callable[[], object],
    *,
    rounds: int = 200,
    timer: Timer = time.perf_counter,
) -> Ratio:
    """Run both in turn, so that whatever else the machine does falls on both alike.

    With `time.process_time` as the timer only our own work counts, not the database's.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    if rounds > 1:
        for act in (thing, floor):
            act()
    for _round in range(rounds):
        for act, times in zip((thing, floor), taken, strict=True):
            began = timer()
            act()
            times.append((timer() - began) * 1000)
    return Ratio(statistics.median(taken[0]), statistics.median(taken[1]), rounds)


def growth(small_ms: float, large_ms: float, *, times_as_many: float) -> float:
    """Give the exponent of growth: 0 costs the same with any number of rows, 1 grows with them."""
    return math.log(large_ms / small_ms) / math.log(times_as_many)
