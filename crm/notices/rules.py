"""When a notice is tried again, when a person's quiet hours end, what a header may hold."""

import datetime as dt
import re
import zlib
import zoneinfo

#: How long a notice rests after its first, second … failed attempt; then it has failed.
BACKOFF = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=6),
)

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class OutOfReachError(Exception):
    """The server could not be talked to at all: nobody else need try it just now."""


class NotNowError(Exception):
    """The server would not take this very message now."""


class RefusedError(Exception):
    """The server refused this very message for good: trying again would not help."""


def next_try_after(attempts: int) -> dt.timedelta | None:
    """Give the rest after so many failed attempts (1 or more); None when it was the last."""
    return BACKOFF[attempts - 1] if attempts <= len(BACKOFF) else None


def next_try_of(notice_id: int, attempts: int) -> dt.timedelta | None:
    """Give the rest of one notice: up to a tenth longer, so that not all of them come at once.

    The same notice and attempt always give the same rest. The last try is at most 9.5 hours
    after the first; then the notice has failed, and people see it.
    """
    rest = next_try_after(attempts)
    if rest is None:
        return None
    return rest * (1 + zlib.crc32(f"{notice_id}:{attempts}".encode()) / 2**32 / 10)


def one_line(text: str) -> str:
    """Make a header of a text: line breaks and control characters become one space."""
    return _BREAKS.sub(" ", text).strip()


def next_hour(now: dt.datetime, *, hour: int, zone: str) -> dt.datetime:
    """Give when it is that hour the next time in a person's zone, also over a change of clocks."""
    local = now.astimezone(zoneinfo.ZoneInfo(zone))
    day = local.date()
    while True:
        at = dt.datetime.combine(day, dt.time(hour), tzinfo=local.tzinfo).astimezone(dt.UTC)
        if at > now:
            return at
        day += dt.timedelta(days=1)


def quiet_until(
    now: dt.datetime, *, begins: dt.time | None, ends: dt.time | None, zone: str
) -> dt.datetime:
    """Give when a person may next be disturbed: now, or the end of the quiet hours.

    Quiet hours are in the person's own zone and may run over midnight.
    """
    if begins is None or ends is None or begins == ends:
        return now
    local = now.astimezone(zoneinfo.ZoneInfo(zone))
    clock_time = local.time().replace(tzinfo=None)
    if begins < ends:
        quiet = begins <= clock_time < ends
    else:
        quiet = clock_time >= begins or clock_time < ends
    if not quiet:
        return now
    over_midnight = clock_time >= ends
    day = local.date() + dt.timedelta(days=1 if over_midnight else 0)
    end = dt.datetime.combine(day, ends, tzinfo=local.tzinfo)
    # In the hour that the clocks show twice, the end that is still to come.
    return end.replace(fold=local.fold).astimezone(dt.UTC)
