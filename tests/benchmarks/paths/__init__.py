"""What is measured, one `Path` a line of docs/benchmarks.md; a module of paths a part of it.

A path is measured only when all of them are: nothing is asked of the database before.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.ratios import Bound, Ratio


@dataclass(frozen=True)
class Found:
    """One line's figures as they are written down; `holds` and `aimed` say must and aim are met."""

    ours: str
    floor: str
    ratio: str
    n: int
    holds: bool
    aimed: bool


@dataclass(frozen=True)
class Path:
    """One thing that must be quick: over how many rows, against which floor, and how quick."""

    name: str
    rows: str
    floor: str
    must: str
    aim: str
    measure: Callable[[], Found]


LARGE = "100,000 customers, 1,000,000 secrets"


def against_floor(
    name: str, floor: str, must: Bound, aim: Bound, measure: Callable[[], Ratio], rows: str = LARGE
) -> Path:
    """Give a path whose figure is a ratio to a floor."""

    def found() -> Found:
        ratio = measure()
        return Found(
            ours=_shown(ratio.ms),
            floor=_shown(ratio.floor_ms),
            ratio=f"{ratio.times:.1f}×",
            n=ratio.rounds,
            holds=must.holds(ratio),
            aimed=aim.holds(ratio),
        )

    return Path(name, rows, floor, str(must), str(aim), found)


def _shown(ms: float) -> str:
    return f"{ms / 1000:.1f} s" if ms >= 10_000 else f"{ms:.2f} ms" if ms < 10 else f"{ms:.0f} ms"
