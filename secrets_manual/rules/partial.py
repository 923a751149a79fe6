"""Dates as people remember them: "in May", "2025", or a day. Stored as the first day there is."""

import datetime as dt
import re
import unicodedata
from typing import Final

DAY: Final = "day"
MONTH: Final = "month"
YEAR: Final = "year"
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200

# English, German, French and Spanish, without accents and in small letters.
_NAMES: Final = (
    "january jan januar janner janvier janv enero ene",
    "february feb februar fevrier fevr febrero",
    "march mar marz maerz mrz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez decembre diciembre dic",
)
_MONTHS: Final = {
    name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()
}
_ISO: Final = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_DOTTED: Final = re.compile(r"(?:([0-9]{1,2})\. ?)?([0-9]{1,2})[./] ?([0-9]{4})")
_NAMED: Final = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th|er|\.)? )?([a-z]+)\.?(?: ([0-9]{4}))?")
_FILLERS: Final = re.compile(r"\b(?:in|im|en|de|del|of|the|le|el|am|on|since|seit)\b|,")


def read_partial(written: str, today: dt.date, *, ahead: bool = False) -> tuple[dt.date, str]:
    """Read a day, a month or a year and say how exact it is: (date, "day"|"month"|"year").

    A month without a year is the latest one that has begun, or, with `ahead`, the next one that
    has not ended. ValueError when it is no date between 1900 and 2200.
    """
    text = " ".join(_FILLERS.sub(" ", _plain(written)).split())
    day, month, year = _parts(text, today, ahead=ahead)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(written)
    if day:
        return dt.date(year, month, day), DAY
    return dt.date(year, month or 1, 1), MONTH if month else YEAR


def _plain(written: str) -> str:
    spread = unicodedata.normalize("NFKD", written[:60].casefold())
    return "".join(char for char in spread if not unicodedata.combining(char))


def _parts(text: str, today: dt.date, *, ahead: bool) -> tuple[int, int, int]:
    """Give day, month and year; 0 where it was not said."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part or 0) for part in found.groups())
        return day, month, year
    if found := _DOTTED.fullmatch(text):
        day, month, year = (int(part or 0) for part in found.groups())
        return day, month, year
    found = _NAMED.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        raise ValueError(text)
    month = _MONTHS[found[2]]
    year = int(found[3]) if found[3] else _nearest_year(month, today, ahead=ahead)
    return int(found[1] or 0), month, year


def _nearest_year(month: int, today: dt.date, *, ahead: bool) -> int:
    if ahead:
        return today.year if month >= today.month else today.year + 1
    return today.year if month <= today.month else today.year - 1


def partial_ends_on(day: dt.date, precision: str) -> dt.date:
    """Give the last day a partial date may mean."""
    if precision == YEAR:
        return dt.date(day.year, 12, 31)
    if precision == MONTH:
        following = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return following - dt.timedelta(days=1)
    return day
