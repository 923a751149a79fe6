"""How a relationship stands: properties that hold for any history of talks."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secrets_manual.rules.health import (
    FEWEST_TOUCHES,
    Health,
    Reason,
    Touch,
    is_single_threaded,
    is_two_way,
    usual_gap,
    verdict_of,
)

TODAY = dt.date(2026, 11, 23)
RANK = [Health.NEEDS_CARE, Health.COOLING, Health.WARM, Health.STRONG]
TOUCHES = st.lists(
    st.builds(
        Touch,
        on=st.integers(0, 700).map(lambda ago: TODAY - dt.timedelta(days=ago)),
        started_by=st.sampled_from(["", "us", "them"]),
        felt=st.sampled_from(["", "warm", "plain", "rushed", "tense"]),
    ),
    max_size=20,
)
few = settings(max_examples=60, deadline=None)


def every(days: int, count: int, *, last: int = 0, by: str = "them", felt: str = "") -> list[Touch]:
    """Talks every so many days, the last one so many days ago."""
    return [
        Touch(TODAY - dt.timedelta(days=last + days * number), by, felt)
        for number in reversed(range(count))
    ]


def state(touches: list[Touch], mishaps: int = 0) -> Health:
    return verdict_of(touches, today=TODAY, mishaps=mishaps).state


@few
@given(TOUCHES, st.integers(0, 3))
def test_below_three_days_with_a_talk_it_is_unknown_and_else_one_of_four(
    touches: list[Touch], mishaps: int
) -> None:
    verdict = verdict_of(touches, today=TODAY, mishaps=mishaps)
    assert verdict.n == len({touch.on for touch in touches})
    assert (verdict.state is Health.UNKNOWN) == (verdict.n < FEWEST_TOUCHES)


@few
@given(TOUCHES)
def test_an_open_mishap_is_never_strong_and_never_betters_anything(touches: list[Touch]) -> None:
    with_it, without = state(touches, 1), state(touches)
    assert with_it is not Health.STRONG
    if without is not Health.UNKNOWN:
        assert RANK.index(with_it) <= RANK.index(without)


@few
@given(TOUCHES, st.integers(1, 200))
def test_longer_silence_never_betters_anything(touches: list[Touch], later: int) -> None:
    now = verdict_of(touches, today=TODAY)
    then = verdict_of(touches, today=TODAY + dt.timedelta(days=later))
    if now.state is not Health.UNKNOWN:
        assert RANK.index(then.state) <= RANK.index(now.state)


@few
@given(TOUCHES, st.randoms(use_true_random=False))
def test_the_order_in_which_talks_were_written_down_is_nothing(
    touches: list[Touch], random: object
) -> None:
    days = {touch.on: touch for touch in touches}
    mixed = list(days.values())
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert verdict_of(mixed, today=TODAY) == verdict_of(days.values(), today=TODAY)


@few
@given(TOUCHES)
def test_talks_still_to_come_count_for_nothing(touches: list[Touch]) -> None:
    ahead = [Touch(TODAY + dt.timedelta(days=1), "them")]
    assert verdict_of([*touches, *ahead], today=TODAY) == verdict_of(touches, today=TODAY)


@pytest.mark.parametrize(
    ("silent", "expected"),
    [
        (28, Health.STRONG),
        (29, Health.WARM),
        (42, Health.WARM),
        (43, Health.COOLING),
        (70, Health.COOLING),
        (71, Health.NEEDS_CARE),
    ],
)
def test_the_silence_is_measured_by_their_own_rhythm(silent: int, expected: Health) -> None:
    assert state(every(28, 5, last=silent)) is expected


def test_three_talks_in_a_row_that_we_started_weigh_down() -> None:
    verdict = verdict_of(every(28, 5, last=42, by="us"), today=TODAY)
    assert verdict.state is Health.COOLING
    assert Reason.WE_STARTED in verdict.reasons
    assert verdict.usual_days == 28
    assert verdict.silent_days == 42


def test_strong_needs_that_they_came_to_us_too() -> None:
    assert state(every(28, 5, by="")) is Health.WARM
    assert state([*every(28, 5, last=28, by="us"), Touch(TODAY, "them")]) is Health.STRONG


def test_a_tense_last_talk_weighs_down() -> None:
    assert state(every(28, 5, felt="tense")) is Health.WARM
    assert state([*every(28, 5, last=28, felt="tense"), Touch(TODAY, "them")]) is Health.STRONG


def test_two_talks_on_one_day_are_one_touch_and_theirs_when_either_was() -> None:
    twice = [*every(28, 3, by="us"), Touch(TODAY, "them"), Touch(TODAY, "us")]
    verdict = verdict_of(twice, today=TODAY)
    assert verdict.n == 3
    assert Reason.WE_STARTED not in verdict.reasons


def test_a_rhythm_stays_within_a_week_and_half_a_year() -> None:
    assert usual_gap([TODAY, TODAY + dt.timedelta(days=1), TODAY + dt.timedelta(days=2)]) == 7
    assert usual_gap([TODAY, TODAY + dt.timedelta(days=400)]) == 182


def test_the_rhythm_follows_the_latest_gaps() -> None:
    assert usual_gap([touch.on for touch in every(100, 5, last=160) + every(20, 9)]) == 20


@pytest.mark.parametrize(
    ("kind", "started_by", "answered", "counts"),
    [
        ("call", "us", False, True),
        ("letter", "us", False, False),
        ("letter", "", False, False),
        ("letter", "us", True, True),
        ("letter", "them", False, True),
        ("chat", "us", False, False),
    ],
)
def test_a_mail_nobody_answered_is_no_touch(
    kind: str, started_by: str, answered: bool, counts: bool
) -> None:
    assert is_two_way(kind, started_by=started_by, answered=answered) is counts


def test_fewer_than_two_known_people_hang_on_one_thread() -> None:
    assert is_single_threaded([])
    assert is_single_threaded([7, 7])
    assert not is_single_threaded([7, 8])
