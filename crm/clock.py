"""The one place that knows what time it is.

Pages ask `now()`. Deadlines ask `database_now()` once and pass the answer down, so that
several machines with different clocks agree about what is late. Tests move both with
`time-machine`.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.db import connection
from django.utils import timezone

from crm import company

_pinned: Callable[[], dt.datetime] | None = None
_still: ContextVar[dt.datetime | None] = ContextVar("_still", default=None)


def now() -> dt.datetime:
    """Give the present instant, aware, in UTC."""
    return _still.get() or _now()


def _now() -> dt.datetime:
    return _pinned() if _pinned else timezone.now()


@contextmanager
def standing_still(at: dt.datetime) -> Iterator[None]:
    """Let `now()` be this instant within, for this thread alone; the day stays today's."""
    before = _still.set(at)
    try:
        yield
    finally:
        _still.reset(before)


def database_now() -> dt.datetime:
    """Give the database's present instant, aware, in UTC, with microseconds."""
    if _pinned:
        return _pinned()
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        (instant,) = cursor.fetchone()
    return instant.astimezone(dt.UTC)  # type: ignore[no-any-return]


def pin(source: Callable[[], dt.datetime] | None) -> None:
    """Let tests decide the time for pages and deadlines alike; None gives it back."""
    global _pinned  # noqa: PLW0603 - one process has one clock
    _pinned = source


def company_zone() -> zoneinfo.ZoneInfo:
    """Give the zone in which the company's periods and quarters begin and end."""
    return zoneinfo.ZoneInfo(company.zone())


def zone_called(name: str) -> zoneinfo.ZoneInfo:
    """Give somebody's zone; the company's where they have none, or one this machine knows not.

    A name that was good once may be gone with the next list of zones: nobody goes untold for that.
    """
    if name:
        with suppress(zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return zoneinfo.ZoneInfo(name)
    return company_zone()


def today() -> dt.date:
    """Give the company's present day."""
    return _now().astimezone(company_zone()).date()
