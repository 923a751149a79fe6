"""When a promise counts as kept, and when somebody is reminded of it."""

import datetime as dt
from enum import IntEnum, StrEnum
from typing import Final


class PromiseState(StrEnum):
    """Where a promise or a commitment stands; `LATE` is kept, but after it was due."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"


class Reminder(IntEnum):
    """How far the reminding went; each is sent once, and the latest spares those before it."""

    NONE = 0
    BEFORE = 1
    DUE = 2
    AFTER = 3


#: How long after the due time (negative: before it) each reminder of a promise is sent.
PROMISE_REMINDERS: Final = {
    Reminder.BEFORE: dt.timedelta(hours=-4),
    Reminder.DUE: dt.timedelta(0),
    Reminder.AFTER: dt.timedelta(hours=4),
}
#: A customer is given a day before we ask whether it came.
COMMITMENT_REMINDERS: Final = {
    Reminder.DUE: dt.timedelta(0),
    Reminder.AFTER: dt.timedelta(hours=24),
}


def state_of(
    *, due_at: dt.datetime, kept_at: dt.datetime | None, broken_at: dt.datetime | None
) -> PromiseState:
    """Say where it stands; what is open and overdue is open still."""
    if broken_at is not None:
        return PromiseState.BROKEN
    if kept_at is None:
        return PromiseState.OPEN
    return PromiseState.LATE if kept_at > due_at else PromiseState.KEPT


def reminder_due(
    *,
    due_at: dt.datetime,
    made_at: dt.datetime,
    now: dt.datetime,
    reminders: dict[Reminder, dt.timedelta],
) -> Reminder:
    """Give the last reminder whose time has come.

    One whose time lay before the promise was made is not sent: who promises something for the
    next hour need not be told at once that it is due soon.
    """
    reached = [
        reminder for reminder, offset in reminders.items() if made_at < due_at + offset <= now
    ]
    return max(reached, default=Reminder.NONE)
