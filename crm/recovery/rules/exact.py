"""Exact numbers and instants: how they are read from outside and written again."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

Exact = int | Fraction | Decimal | str

_NUMBER: Final = re.compile(r"-?\d{1,30}(\.\d{1,30}|/\d{1,30})?", re.ASCII)
_LARGEST_EXPONENT: Final = 30


class MalformedError(ValueError):
    """A policy or scenario that cannot be read; `code` is stable and made for programs."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def exact(value: object) -> Fraction:
    """Read an int, Fraction, Decimal or string ("37.5", "100/3"); never a float, never a bool.

    Exponents and digits are bounded, so that a hostile number cannot fill the memory.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
            raise MalformedError("bad_number")
        return Fraction(value)
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise MalformedError("bad_number")
    try:
        return Fraction(value)
    except ZeroDivisionError:
        raise MalformedError("bad_number") from None


def in_utc(moment: datetime) -> datetime:
    """Deadlines are counted in UTC, where every hour has sixty minutes."""
    if moment.utcoffset() is None:
        raise MalformedError("instant_without_offset")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise MalformedError("out_of_range") from None


def read_instant(value: object) -> datetime:
    """Read an ISO 8601 date and time with its offset; digits past microseconds are dropped."""
    if not isinstance(value, str) or not re.fullmatch(r"[\d-]{8,10}[Tt ].+", value, re.ASCII):
        raise MalformedError("bad_instant")
    try:
        moment = datetime.fromisoformat(value.upper())
    except ValueError:
        raise MalformedError("bad_instant") from None
    return in_utc(moment)


def write_instant(moment: datetime | None) -> str | None:
    """UTC ending in Z; microseconds only when they are not zero."""
    if moment is None:
        return None
    return in_utc(moment).replace(tzinfo=None).isoformat() + "Z"
