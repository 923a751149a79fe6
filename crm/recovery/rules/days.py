"""Days without an hour, as files of older systems write them."""

import re
from datetime import date
from typing import Final

_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")


def read_day(text: str) -> date | None:
    """Read 2020-03-18, 2020/3/18 or 3/18/2020; None for what is no day alone.

    Raises ValueError for a day that no calendar has.
    """
    stripped = text.strip()
    if first := _YEAR_FIRST.match(stripped):
        return date(*(int(part) for part in first.groups()))
    if last := _YEAR_LAST.match(stripped):
        month, day, year = (int(part) for part in last.groups())
        return date(year, month, day)
    return None
