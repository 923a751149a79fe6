"""Measure a thing against its floor in the same run: interleaved, by the median, as a ratio."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """Median milliseconds of a thing and of its floor, each of `rounds` runs."""

    name: str
    ms: float
    floor_ms: float
    rounds: int

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.ms:.2f} ms, floor {self.floor_ms:.2f} ms, "
            f"ratio {self.ms / self.floor_ms:.2f} (n = {self.rounds})"
        )


def measured(
    name: str, thing: Callable[[], object], floor: Callable[[], object], *, rounds: int = 200
) -> Ratio:
    """Run both in turn, so that whatever else the machine does falls on both alike."""
    taken: tuple[list[float], list[float]] = ([], [])
    for act in (thing, floor):
        act()
    for _round in range(rounds):
        for act, times in zip((thing, floor), taken, strict=True):
            began = time.perf_counter()
            act()
            times.append((time.perf_counter() - began) * 1000)
    return Ratio(name, statistics.median(taken[0]), statistics.median(taken[1]), rounds)
