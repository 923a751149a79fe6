"""What may be published of counts across customers, so that nobody can be worked out.

Two rules. A cell below five customers is never shown: within its cut it is put together with
others until the whole has five, so that no total minus the shown cells is left over. And what
is shown is a band of five (10 to 14), never the count. Whatever is added up or taken from each
other (cells, cuts, quarters, nights, a theme and its kind), every figure so gained stays at
least five values wide, and so every difference at least nine: it may always be none, or five
and more. docs/decisions says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
REST: Final = ""


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """From `low` to `high` customers, both possible."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Part:
    """One published cell of a cut: its segment, or `REST` for those put together."""

    segment: str
    band: Band


def band_of(count: int) -> Band | None:
    """Give the band a count is published as; None below five, which says nothing at all."""
    return _band(count) if count >= FEWEST else None


def parts_of(counts: Mapping[str, int]) -> list[Part]:
    """Give what may be shown of one cut that parts customers into segments, the largest first.

    Segments below five, those of nobody as well, go together; the smallest of the others join
    them until their sum is five, and until the bands are loose enough that the whole does not
    tell which end of a band is meant. Nothing is shown when only the whole would be left.
    counts: every segment there is, since one that is missing would be known to be nobody's.
    """
    shown = {segment: count for segment, count in counts.items() if count >= FEWEST}
    together = sum(counts.values()) - sum(shown.values())
    has_rest = len(shown) < len(counts)
    while shown and not _is_loose([*shown.values(), *([together] if has_rest else [])]):
        joins = min(shown, key=lambda segment: (shown[segment], segment))
        together += shown.pop(joins)
        has_rest = True
    if not shown:
        return []
    ordered = sorted(shown, key=lambda segment: (-_low(shown[segment]), segment))
    parts = [Part(segment, _band(shown[segment])) for segment in ordered]
    return [*parts, Part(REST, _band(together))] if has_rest else parts


def _is_loose(counts: Sequence[int]) -> bool:
    """Say whether every band stays as wide as it is, although their sum is known as a band.

    The whole is at least its own low end; were that more than what the parts make with one of
    them at its low end, that one would be known to be more.
    """
    lows = sum(map(_low, counts))
    slack = (FEWEST - 1) * (len(counts) - 1)
    return min(counts) >= FEWEST and _low(sum(counts)) <= lows + slack


def _low(count: int) -> int:
    return count - count % FEWEST


def _band(count: int) -> Band:
    return Band(_low(count), _low(count) + FEWEST - 1)


def trend_of(parts: Sequence[Part], now: str, before: str) -> str:
    """Compare two segments that are both shown: more | fewer | same; '' when one is not."""
    shown = {part.segment: part.band for part in parts}
    if now not in shown or before not in shown:
        return ""
    if shown[now] == shown[before]:
        return "same"
    return "more" if shown[now] > shown[before] else "fewer"
