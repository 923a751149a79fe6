"""Rows of a file that tell days without hours: kept as days, and judged by no clock."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actions.bulk import Ready, Run
from crm.recovery.models import Cycle

STEPS = ("reported_at", "responded_at", "fixed_at", "recovered_at")
DEADLINES = ("respond_by", "recover_by")


def in_days(row: Ready, run: Run) -> Ready:
    """Give a row with moments; where one of its steps is but a day, all of them are.

    Such a day begins at midnight in UTC, whatever the zone of the file: no hour is meant. A
    deadline is left out where nothing can be judged by it.
    """
    values = dict(row.values)
    values["days_only"] = any(_is_day(values.get(name)) for name in STEPS)
    for name, at in row.values.items():
        if name in DEADLINES and values["days_only"]:
            del values[name]
        elif name in DEADLINES and _is_day(at):
            values[name] = _midnight(at, run.zone)
        elif name in STEPS and values["days_only"]:
            values[name] = _midnight(_day(at, run), dt.UTC)
    return Ready(row.line, values)


def remark_days(row: Ready, run: Run) -> None:
    """Say of a row that was taken in as days what cannot be known of it."""
    if row.values["days_only"]:
        run.remarks[
            _("It tells the day and no hour: kept as a day, and no 24 hours can be reckoned.")
        ] += 1


def mark_days(cycle: Cycle, row: Ready | None = None) -> None:
    """Keep the sweep from judging a cycle of which only the days are known."""
    if row is not None:
        cycle.days_only = bool(row.values.get("days_only"))
    if cycle.days_only:
        cycle.judged_at = max(cycle.respond_by, cycle.recover_by) + dt.timedelta(seconds=1)


def _is_day(at: object) -> bool:
    return isinstance(at, dt.date) and not isinstance(at, dt.datetime)


def _day(at: object, run: Run) -> object:
    return at.astimezone(run.zone).date() if isinstance(at, dt.datetime) else at


def _midnight(at: object, zone: dt.tzinfo) -> dt.datetime:
    if not isinstance(at, dt.date):
        raise TypeError(at)
    return dt.datetime.combine(at, dt.time(), tzinfo=zone).astimezone(dt.UTC)
