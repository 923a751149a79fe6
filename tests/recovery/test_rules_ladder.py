from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.recovery.rules import (
    DEFAULT_LADDER,
    DEFAULT_POLICY,
    MalformedError,
    Rung,
    deadlines,
    due_at,
    ladder_for,
    policy_as_mapping,
    read_policy,
)
from tests.recovery.stories import START, policy, rung

BERLIN = ZoneInfo("Europe/Berlin")
WHEN = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(BERLIN))  # noqa: DTZ001


def test_the_default_ladder_is_due_at_the_promised_times() -> None:
    hours = {
        "unassigned": "0.25",
        "nudge": 2,
        "respond_soon": 3,
        "respond_breach": 4,
        "halfway": 12,
        "at_risk": 18,
        "last_call": "21.6",
        "breach": 24,
    }
    expected = {key: START + timedelta(seconds=int(Fraction(h) * 3600)) for key, h in hours.items()}
    assert {key: due for key, _clock, due in ladder_for(DEFAULT_POLICY, START)} == expected


def test_only_rungs_below_75_per_cent_wait_for_the_end_of_quiet_hours() -> None:
    held = [rung.key for rung in DEFAULT_LADDER if rung.held_in_quiet_hours]
    assert held == ["unassigned", "nudge", "halfway"]


def test_a_ladder_keeps_the_policys_order_and_may_be_given_as_plain_json() -> None:
    plain = policy(rung("late", "recover", at_pct="100"), rung("soon", "respond", at_s=60))
    assert ladder_for(plain, START) == [
        ("late", "recover", START + timedelta(days=1)),
        ("soon", "respond", START + timedelta(minutes=1)),
    ]


def test_fractions_of_a_microsecond_are_rounded_down() -> None:
    assert due_at(START, 1, Fraction(100, 3)) == START + timedelta(microseconds=333_333)
    assert due_at(START, 2, "100/3") == START + timedelta(microseconds=666_666)
    assert due_at(START, "0.000001", "99.999") == START


@pytest.mark.parametrize("pct", ["37.5", "75/2", Decimal("37.5"), Fraction(75, 2)])
def test_a_share_may_be_written_in_any_exact_way(pct: str | Decimal | Fraction) -> None:
    assert due_at(START, 86400, pct) == START + timedelta(hours=9)


@pytest.mark.parametrize(
    "number", [0.5, True, None, "", "a", "1e9", "1/0", "NaN", "٣", Decimal("1e999999"), "9" * 99]
)
def test_floats_and_nonsense_are_no_numbers(number: object) -> None:
    with pytest.raises(MalformedError, match="bad_number"):
        due_at(START, 60, number)  # type: ignore[arg-type]


def test_a_start_without_offset_is_refused() -> None:
    with pytest.raises(MalformedError, match="instant_without_offset"):
        due_at(datetime(2026, 6, 1), 60, 50)  # noqa: DTZ001


def test_a_deadline_past_the_calendar_is_refused() -> None:
    for seconds in (10**12, 10**29, Fraction(10**400)):
        with pytest.raises(MalformedError, match="out_of_range"):
            due_at(START, seconds, 100)


@pytest.mark.parametrize(("month", "day"), [(3, 28), (10, 24)])
def test_a_change_of_the_clocks_neither_gives_nor_takes_an_hour(month: int, day: int) -> None:
    start = datetime(2026, month, day, 14, tzinfo=BERLIN)
    due = due_at(start, 86400, 100)
    assert due - start.astimezone(UTC) == timedelta(hours=24)
    assert due.astimezone(BERLIN).hour == (15 if month == 3 else 13)


@given(WHEN, st.integers(1, 10**7))
def test_elapsed_time_is_the_same_whatever_the_zone(start: datetime, seconds: int) -> None:
    due = due_at(start, seconds, 100)
    assert due - start.astimezone(UTC) == timedelta(seconds=seconds)
    assert due == due_at(start.astimezone(timezone(timedelta(hours=-9, minutes=-30))), seconds)


@given(st.integers(1, 10**7), st.fractions(0, 200), st.fractions(0, 200))
def test_a_larger_share_is_never_due_earlier(seconds: int, one: Fraction, two: Fraction) -> None:
    low, high = sorted((one, two))
    assert due_at(START, seconds, low) <= due_at(START, seconds, high)


def test_a_policy_survives_being_copied_as_plain_json() -> None:
    copy = read_policy(policy_as_mapping(DEFAULT_POLICY))
    assert policy_as_mapping(copy) == policy_as_mapping(DEFAULT_POLICY)
    assert ladder_for(copy, START) == ladder_for(DEFAULT_POLICY, START)
    assert deadlines(copy, START)["recover"] == START + timedelta(days=1)


def test_a_rung_stands_at_exactly_one_point() -> None:
    with pytest.raises(MalformedError, match="bad_point"):
        Rung(key="both", clock="respond", at_pct=50, at_s=60)
