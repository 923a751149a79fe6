"""Where each box of the map of people stands: who reports to whom from top to bottom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WIDE: Final = 200
HIGH: Final = 76
GAP_X: Final = 24
GAP_Y: Final = 52
MARGIN: Final = 12
#: People who report to nobody we know, and nobody to them, stand below in rows of so many.
IN_A_ROW: Final = 4


@dataclass(frozen=True)
class Spot:
    """One box: its left upper corner in units of the drawing."""

    key: int
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDE // 2


@dataclass(frozen=True)
class Drawing:
    """All boxes, the size of the whole, and the lines from who is above to who is below."""

    spots: dict[int, Spot]
    wide: int
    high: int
    lines: list[tuple[Spot, Spot]]


def drawing_of(above: Mapping[int, int | None]) -> Drawing:
    """Place everybody; `above` gives to whom each reports, in the order to draw them.

    Whoever is above but not drawn counts as unknown. There must be no ring.
    """
    below: dict[int | None, list[int]] = {}
    for key, chief in above.items():
        below.setdefault(chief if chief in above else None, []).append(key)
    roots = below.get(None, [])
    spots: dict[int, Spot] = {}
    column, deepest = 0, -1
    for root in roots:
        if below.get(root):
            column, depth = _stand(root, 0, column, below, spots)
            deepest = max(deepest, depth)
    alone = [root for root in roots if not below.get(root)]
    for number, key in enumerate(alone):
        row = deepest + 1 + number // IN_A_ROW
        spots[key] = _spot(key, 2 * (number % IN_A_ROW), row)
    wide = max((spot.x + WIDE for spot in spots.values()), default=0) + MARGIN
    high = max((spot.y + HIGH for spot in spots.values()), default=0) + MARGIN
    lines = [
        (spots[chief], spots[key])
        for key, chief in above.items()
        if chief is not None and chief in spots
    ]
    return Drawing(spots, wide, high, lines)


def _stand(
    key: int, depth: int, column: int, below: Mapping[int | None, list[int]], spots: dict[int, Spot]
) -> tuple[int, int]:
    """Place somebody above the middle of their people; give the next free column, the depth.

    Columns are counted in halves of a box, so that a middle needs no fraction.
    """
    reports = below.get(key, [])
    first, deepest = column, depth
    for each in reports:
        column, deep = _stand(each, depth + 1, column, below, spots)
        deepest = max(deepest, deep)
    if not reports:
        spots[key] = _spot(key, column, depth)
        return column + 2, deepest
    spots[key] = _spot(key, (first + column - 2) // 2, depth)
    return column, deepest


def _spot(key: int, halves: int, row: int) -> Spot:
    return Spot(key, MARGIN + halves * (WIDE + GAP_X) // 2, MARGIN + row * (HIGH + GAP_Y))
