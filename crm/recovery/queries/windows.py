"""Which part of a column is shown: its nearest deadlines, those after or before one, its end.

A part is named by the deadline it borders on, so the last of ten thousand costs what the first
does, and nothing is shown twice while tickets come and go.
"""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q

from crm.recovery.queries.cards import Rows
from crm.recovery.queries.filters import STEPS

SHOWN_AT_ONCE = 20
AFTER, BEFORE, LAST = "after", "before", "last"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


class Window(NamedTuple):
    """A part of a column; `at` and `pk` are the deadline and number it borders on."""

    step: str
    way: str = ""
    at: dt.datetime = _EPOCH
    pk: int = 0

    @property
    def is_backwards(self) -> bool:
        """Whether it is read from its far end."""
        return self.way in {BEFORE, LAST}

    def __str__(self) -> str:
        """Write it as a part of an address."""
        if self.way == LAST:
            return f"{self.step}-{LAST}"
        return f"{self.step}-{self.way}-{(self.at - _EPOCH) // _MICROSECOND}-{self.pk}"


def read_window(text: str) -> Window | None:
    """Read a part of a column from an address; None where nobody can mean it."""
    step, way, *numbers = f"{text}--".split("-")[:4]
    if step not in STEPS or way not in {AFTER, BEFORE, LAST}:
        return None
    if way == LAST:
        return Window(step, LAST)
    if not all(one.isascii() and one.isdecimal() and len(one) < 18 for one in numbers):
        return None
    try:
        return Window(step, way, _EPOCH + int(numbers[0]) * _MICROSECOND, int(numbers[1]))
    except OverflowError:
        return None


def windowed(rows: Rows, window: Window) -> Rows:
    """Give the rows of a part, by the index, and one more if there are any beyond it."""
    back = "-" if window.is_backwards else ""
    if window.way in {AFTER, BEFORE}:
        beyond = "gte" if window.way == AFTER else "lte"
        passed = "lte" if window.way == AFTER else "gte"
        rows = rows.filter(
            ~Q((f"present__ticket_id__{passed}", window.pk), present__due_at=window.at),
            (f"present__due_at__{beyond}", window.at),
        )
    return rows.order_by(f"{back}present__due_at", f"{back}present__ticket_id")[: SHOWN_AT_ONCE + 1]
