"""Reading calendars: which events name an address of ours, and when they take place.

Events that name none, and those marked private, leave this module neither in words nor in time.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import icalendar
import recurring_ical_events

MOST_EVENTS: Final = 20_000
MOST_OCCURRENCES: Final = 500
_TOO_OFTEN: Final = {"SECONDLY", "MINUTELY", "HOURLY"}
_PRIVATE: Final = {"PRIVATE", "CONFIDENTIAL"}


class BadCalendarError(ValueError):
    """The text is no calendar, or too much of one."""


@dataclass(frozen=True)
class Event:
    """One occurrence of an event; times are aware, `addresses` in small letters."""

    key: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    is_all_day: bool
    addresses: frozenset[str]


Series = dict[str, list[Any]]


@dataclass(frozen=True)
class Calendar:
    """The events of one reading, by the name the calendar gives them, and its time zones."""

    series: Series
    zones: list[Any]

    @property
    def addresses(self) -> frozenset[str]:
        """Every address that any event names."""
        return frozenset(
            address for events in self.series.values() for address in _addresses_of(events)
        )


def read_calendar(texts: Iterable[bytes]) -> Calendar:
    """Read one or several texts in iCalendar's format; BadCalendarError when one is none."""
    series: Series = defaultdict(list)
    zones: list[Any] = []
    count = 0
    for text in texts:
        for calendar in _parsed(text):
            zones += calendar.walk("VTIMEZONE")
            for event in calendar.walk("VEVENT"):
                count += 1
                if count > MOST_EVENTS:
                    raise BadCalendarError("too many events")
                series[str(event.get("UID", f"without-{count}"))].append(event)
    return Calendar(dict(series), zones)


def _parsed(text: bytes) -> list[Any]:
    try:
        found: list[Any] = icalendar.Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise BadCalendarError(str(error)) from error
    if not all(getattr(calendar, "name", "") == "VCALENDAR" for calendar in found):
        raise BadCalendarError("not a calendar")
    return found


def events_with(
    calendar: Calendar,
    wanted: Collection[str],
    *,
    first_at: dt.datetime,
    last_at: dt.datetime,
    zone: dt.tzinfo,
    own: str = "",
) -> list[Event]:
    """Give the occurrences between two moments that name one of the wanted addresses.

    `zone` is that of days without an hour; `own` is the person's address: what they declined
    is no meeting. Only series that name somebody wanted are unfolded at all.
    """
    found: list[Event] = []
    for name, events in calendar.series.items():
        if not _addresses_of(events) & set(wanted) or _is_private(events) or _is_endless(events):
            continue
        for occurrence in _unfolded(events, calendar.zones, first_at, last_at):
            event = _event(name, occurrence, zone, own)
            if event is not None and event.addresses & set(wanted):
                found.append(event)
            if len(found) >= MOST_OCCURRENCES:
                return found
    return found


def _unfolded(
    events: list[Any], zones: list[Any], first_at: dt.datetime, last_at: dt.datetime
) -> Iterator[Any]:
    small = icalendar.Calendar()
    for component in (*zones, *events):
        small.add_component(component)
    try:
        yield from recurring_ical_events.of(small, skip_bad_series=True).between(first_at, last_at)
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError):
        return  # one broken event must not hide the others


def _is_private(events: list[Any]) -> bool:
    return any(str(event.get("CLASS", "")).upper() in _PRIVATE for event in events)


def _is_endless(events: list[Any]) -> bool:
    for event in events:
        rules = event.get("RRULE") or []
        for rule in rules if isinstance(rules, list) else [rules]:
            if {str(word).upper() for word in rule.get("FREQ", [])} & _TOO_OFTEN:
                return True
    return False


def _people(event: Any) -> list[Any]:
    people: list[Any] = []
    for name in ("ATTENDEE", "ORGANIZER"):
        value = event.get(name)
        people += value if isinstance(value, list) else [value] if value is not None else []
    return people


def _address(person: Any) -> str:
    written = str(person).strip().lower()
    if written.startswith("mailto:"):
        return written.removeprefix("mailto:")
    return str(getattr(person, "params", {}).get("EMAIL", "")).strip().lower()


def _addresses_of(events: Iterable[Any]) -> frozenset[str]:
    return frozenset(_address(person) for event in events for person in _people(event)) - {""}


def _event(name: str, occurrence: Any, zone: dt.tzinfo, own: str) -> Event | None:
    if str(occurrence.get("STATUS", "")).upper() == "CANCELLED" or _declined(occurrence, own):
        return None
    begins = occurrence["DTSTART"].dt
    ends = occurrence["DTEND"].dt if "DTEND" in occurrence else begins
    starts_at, ends_at = _aware(begins, zone), _aware(ends, zone)
    return Event(
        key=hashlib.sha256(name.encode()).hexdigest(),
        title=" ".join(str(occurrence.get("SUMMARY", "")).replace("\x00", "").split())[:200],
        starts_at=starts_at,
        ends_at=max(starts_at, ends_at),
        is_all_day=not isinstance(begins, dt.datetime),
        addresses=_addresses_of([occurrence]),
    )


def _declined(occurrence: Any, own: str) -> bool:
    return any(
        _address(person) == own.lower()
        and str(getattr(person, "params", {}).get("PARTSTAT", "")).upper() == "DECLINED"
        for person in _people(occurrence)
    )


def _aware(moment: dt.date, zone: dt.tzinfo) -> dt.datetime:
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(dt.UTC)
