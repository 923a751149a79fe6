"""Exact numbers: what is read, how it is rounded, how a whole is shared, how it is written."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any

from crm.errors import RuleBrokenError

ONE = Fraction(1)
ZERO = Fraction(0)

_READABLE = "an int, a Fraction or a decimal string"
# No exponents: "1e999999999" would fill the memory before anybody saw it.
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+|\d+/\d+)", re.ASCII)
_LONGEST = 4000


class NoBasisError(RuleBrokenError, ValueError):
    """There is nothing to share by, divide by or read from; code `no_basis`."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "no_basis")


class BrokenTableError(RuleBrokenError, ValueError):
    """A curve or a tier table that cannot be read; the code is the plan problem's."""


def exact(number: object) -> Fraction:
    """Read an int, a Fraction, a finite Decimal, or text such as "60000.00" or "11/12".

    TypeError for a float (it has already lost the number that was meant), a bool or anything
    else; ValueError for text that is not a number.
    """
    if isinstance(number, Fraction):
        return number
    if isinstance(number, bool) or not isinstance(number, (int, str, Decimal)):
        raise TypeError(f"{type(number).__name__} is not exact: give {_READABLE}")
    if isinstance(number, str):
        return _from_text(number)
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError(f"{number} is not a number")
    return Fraction(number)


@lru_cache(maxsize=8192)  # the same few ratings, rates and curve points come back all the time
def _from_text(text: str) -> Fraction:
    plain = text.strip()
    if len(plain) > _LONGEST or not _NUMBER.fullmatch(plain):
        raise ValueError(f"{text[:40]!r} is not a number")
    try:
        return Fraction(plain)
    except ZeroDivisionError as error:
        raise ValueError(f"{text[:40]!r} divides by zero") from error


def exact_or_none(number: object) -> Fraction | None:
    """Read a number as `exact` does; None where it cannot be read."""
    try:
        return exact(number)
    except (TypeError, ValueError):
        return None


def whole(number: object) -> int:
    """Read a whole number; ValueError when it has a fraction."""
    fraction = exact(number)
    if fraction.denominator != 1:
        raise ValueError(f"{fraction} is not a whole number")
    return fraction.numerator


def round_half_up(number: Fraction) -> int:
    """Round to a whole number, halves away from zero, so that a reversal mirrors its original."""
    whole_part, beyond = divmod(abs(number.numerator), number.denominator)
    rounded = whole_part + (2 * beyond >= number.denominator)
    return -rounded if number.numerator < 0 else rounded


def largest_remainder(total_units: Any, weights: Iterable[Any]) -> list[int]:
    """Share `total_units` by `weights` in whole parts that sum to it exactly.

    Each part lies within one unit of its exact share; the largest remainders round up, ties go
    to the earlier line. A negative total mirrors the positive one. A weight may be negative (a
    credit note among deals) as long as the weights have a sum to share by: NoBasisError where
    they sum to zero and there is something to share.
    """
    total = whole(total_units)
    shares = _in_whole_numbers([exact(weight) for weight in weights])
    base = sum(shares)
    if base == 0:
        if total == 0:
            return [0] * len(shares)
        raise NoBasisError("There is no basis to share by: the weights sum to zero.")
    if base < 0:
        base, shares = -base, [-share for share in shares]
    size = abs(total)
    floors = [size * share // base for share in shares]
    remainders = [size * share % base for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda line: -remainders[line])
    for line in by_remainder[: size - sum(floors)]:
        floors[line] += 1
    return floors if total >= 0 else [-part for part in floors]


def _in_whole_numbers(weights: list[Fraction]) -> list[int]:
    """Scale the weights to integers: a million deal lines are then divided without gcds."""
    scale = lcm(*(weight.denominator for weight in weights))
    return [weight.numerator * (scale // weight.denominator) for weight in weights]


def money_text(units: int, minor_units: int, *, thousands: bool = False) -> str:
    """Write minor units with exactly `minor_units` decimals: (116666, 2) is "1166.66"."""
    major, minor = divmod(abs(units), 10**minor_units)
    text = f"{major:,}" if thousands else str(major)
    if minor_units:
        text += f".{minor:0{minor_units}d}"
    return f"-{text}" if units < 0 else text


def number_text(number: Fraction, places: int = 4) -> str:
    """Write a number for reading: up to `places` decimals, "≈" before it when it goes on."""
    numerator, denominator = abs(number.numerator) * 10**places, number.denominator
    units, beyond = divmod(numerator, denominator)
    units += 2 * beyond >= denominator
    text = money_text(-units if number.numerator < 0 else units, places)
    if places:
        text = text.rstrip("0").rstrip(".")
    return f"≈ {text}" if beyond else text
