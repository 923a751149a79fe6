"""How a person says when a level is due, and how a rung keeps it.

What is said against the deadline is kept as a share of the clock: an appointment then moves it
in proportion. Only what is said after the report keeps its own time.
"""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final, Literal

from crm.recovery.rules.exact import Exact, exact
from crm.recovery.rules.ladder import Rung, below_quiet_share

Unit = Literal["percent", "after", "before", "late"]
PERCENT: Final = "percent"
AFTER: Final = "after"
BEFORE: Final = "before"
LATE: Final = "late"
UNITS: Final[tuple[Unit, ...]] = (PERCENT, AFTER, BEFORE, LATE)
_PLACES: Final = Decimal("0.0001")
_MINUTE_S: Final = 60


def placed(rung: Rung, number: Exact, unit: str, clock_s: Exact) -> Rung:
    """Give the rung at a point: per cent, or minutes after the report or around the deadline.

    Minutes before the deadline never lie before the report.
    """
    share, after_s = _point(exact(number), unit, exact(clock_s))
    return replace(
        rung,
        at_pct=share,
        at_s=after_s,
        held_in_quiet_hours=below_quiet_share(clock_s, share, after_s),
    )


def _point(
    number: Fraction, unit: str, clock_s: Fraction
) -> tuple[Fraction | None, Fraction | None]:
    if unit == AFTER:
        return None, number * _MINUTE_S
    if unit == PERCENT:
        return number, None
    signed = -number if unit == BEFORE else number
    return max(Fraction(0), 100 + 100 * signed * _MINUTE_S / clock_s), None


def said_point(rung: Rung, clock_s: Exact) -> tuple[Decimal, Unit]:
    """Say a rung's point the shortest way: whole shares as per cent, others in minutes."""
    if rung.at_s is not None:
        return _decimal(exact(rung.at_s) / _MINUTE_S), AFTER
    share = exact(rung.at_pct or 0)
    if (100 * share).denominator == 1:
        return _decimal(share), PERCENT
    minutes = exact(clock_s) * (share - 100) / 100 / _MINUTE_S
    return _decimal(abs(minutes)), BEFORE if minutes < 0 else LATE


def _decimal(number: Fraction) -> Decimal:
    exactly = Decimal(number.numerator) / Decimal(number.denominator)
    rounded = exactly.quantize(_PLACES, ROUND_HALF_UP).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded
