"""Night and day, holidays, gaps of a rota, and equal times around a lesson."""

import datetime as dt
import zoneinfo

import pytest

from crm.recovery.rules import Night, around, gaps, rest_until, rests

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
NIGHT = Night(dt.time(22), dt.time(7))
HOLIDAYS = {dt.date(2026, 12, 25), dt.date(2026, 12, 26)}


def here(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-23T12:00", None),
        ("2026-11-23T07:00", None),
        ("2026-11-23T21:59:59", None),
        ("2026-11-23T22:00", "2026-11-24T07:00"),
        ("2026-11-24T06:59:59", "2026-11-24T07:00"),
        ("2026-12-24T23:00", "2026-12-27T07:00"),
        ("2026-12-25T03:00", "2026-12-27T07:00"),
        ("2026-12-26T15:00", "2026-12-27T07:00"),
        ("2026-12-27T06:00", "2026-12-27T07:00"),
        # The night in which the clocks go back is an hour longer, and ends at the same hour.
        ("2026-10-24T23:00", "2026-10-25T07:00"),
    ],
)
def test_it_is_night_or_a_holiday_until_the_next_morning_of_work(
    at: str, until: str | None
) -> None:
    found = rest_until(here(at), zone=BERLIN, night=NIGHT, holidays=HOLIDAYS)
    assert found == (here(until) if until else None)


def test_nights_and_holidays_are_listed_and_what_no_span_covers() -> None:
    names = dict.fromkeys(HOLIDAYS, "Christmas")
    found = list(rests(dt.date(2026, 12, 24), 2, zone=BERLIN, night=NIGHT, holidays=names))
    assert [(rest.kind, rest.day.day) for rest in found] == [
        ("night", 24), ("holiday", 25), ("night", 25),
    ]  # fmt: skip
    night = found[0]
    hour = dt.timedelta(hours=1)
    begins, ends = night.begins_at, night.ends_at
    assert gaps(night, [(begins - hour, ends)]) == []
    assert gaps(night, [(ends, ends + hour)]) == [(begins, ends)]
    two = [(begins + 3 * hour, ends), (begins, begins + 2 * hour)]
    assert gaps(night, two) == [(begins + 2 * hour, begins + 3 * hour)]


def test_before_and_after_a_lesson_are_equally_long_and_ninety_days_at_most() -> None:
    done, day = here("2026-06-01T12:00"), dt.timedelta(days=1)
    soon, late = around(done, done + 13 * day), around(done, done + 400 * day)
    assert (soon.days, soon.is_too_early) == (13, True)
    assert (late.begins_at, late.ends_at) == (done - 90 * day, done + 90 * day)
    assert not around(done, done + 14 * day).is_too_early
