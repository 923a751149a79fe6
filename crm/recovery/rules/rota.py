"""When the company rests: at night and on its holidays, in its own zone."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Night:
    """From the evening to the morning after, on the clocks of a zone; over midnight."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Rest:
    """One time in which only who is on call is woken; `day` is the one it begins on."""

    kind: Literal["night", "holiday"]
    day: date
    begins_at: datetime
    ends_at: datetime


def rest_until(
    at: datetime, *, zone: tzinfo, night: Night, holidays: Collection[date]
) -> datetime | None:
    """Give when work begins again, in UTC; None when it is a time of work.

    It begins with the morning of the first day that is no holiday.
    """
    local = at.astimezone(zone)
    day, clock_time = local.date(), local.time()
    if day not in holidays and night.ends <= clock_time < night.begins:
        return None
    if clock_time >= night.begins:
        day += _DAY
    while day in holidays:
        day += _DAY
    return _instant(day, night.ends, zone)


def rests(
    first: date, days: int, *, zone: tzinfo, night: Night, holidays: Mapping[date, str]
) -> Iterator[Rest]:
    """List the nights and holidays that begin on the given days, in their order."""
    for number in range(days):
        day = first + number * _DAY
        evening = _instant(day, night.begins, zone)
        if day in holidays:
            yield Rest("holiday", day, _instant(day, night.ends, zone), evening)
        yield Rest("night", day, evening, _instant(day + _DAY, night.ends, zone))


def gaps(
    rest: Rest, spans: Collection[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """List the parts of a rest that no span covers."""
    found, reached = [], rest.begins_at
    for begins_at, ends_at in sorted(spans):
        if begins_at >= rest.ends_at:
            break
        if begins_at > reached:
            found.append((reached, begins_at))
        reached = max(reached, ends_at)
    if reached < rest.ends_at:
        found.append((reached, rest.ends_at))
    return found


def _instant(day: date, clock_time: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock_time, zone).astimezone(UTC)
