"""Months and years end in the company's zone; votes are counted so that ties share."""

import datetime as dt
import zoneinfo
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secrets_manual.rules.awards import (
    FEWEST_VOTERS,
    Keeping,
    Outcome,
    begins_on,
    begins_until,
    best_keepers,
    ends_at,
    interval,
    last_day,
    tally,
)

AGENT, KEEPER = "secret_agent", "manual_keeper"


@pytest.mark.parametrize(
    ("zone", "begin", "ends"),
    [
        ("Europe/Berlin", dt.date(2026, 3, 1), "2026-03-31T22:00"),  # summer time began
        ("Europe/Berlin", dt.date(2026, 10, 1), "2026-10-31T23:00"),  # and ended
        ("Europe/Berlin", dt.date(2024, 2, 1), "2024-02-29T23:00"),
        ("Pacific/Kiritimati", dt.date(2026, 12, 1), "2026-12-31T10:00"),
        ("America/Los_Angeles", dt.date(2026, 11, 1), "2026-12-01T08:00"),
        ("America/Asuncion", dt.date(2023, 9, 1), "2023-10-01T04:00"),  # midnight was left out
    ],
)
def test_a_month_ends_at_midnight_in_the_companys_zone(
    zone: str, begin: dt.date, ends: str
) -> None:
    at = ends_at(AGENT, begin, zoneinfo.ZoneInfo(zone))
    assert at == dt.datetime.fromisoformat(ends).replace(tzinfo=dt.UTC)


def test_a_year_ends_with_its_last_day() -> None:
    assert begins_on(KEEPER, dt.date(2026, 11, 23)) == dt.date(2026, 1, 1)
    assert last_day(KEEPER, dt.date(2026, 1, 1)) == dt.date(2026, 12, 31)
    assert last_day(AGENT, dt.date(2028, 2, 1)) == dt.date(2028, 2, 29)


def test_missed_months_are_made_up_for() -> None:
    begins = list(begins_until(AGENT, dt.date(2025, 11, 1), dt.date(2026, 2, 3)))
    assert begins == [dt.date(2025, 11, 1), dt.date(2025, 12, 1), dt.date(2026, 1, 1),
                      dt.date(2026, 2, 1)]  # fmt: skip


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(1, 6)), st.lists(st.integers(1, 8), max_size=12))
def test_the_most_votes_win_ties_share_and_the_order_of_votes_says_nothing(
    stories: set[int], ballots: list[int]
) -> None:
    counted = tally(stories, ballots)
    assert tally(sorted(stories, reverse=True), sorted(ballots)) == counted
    votes = Counter(each for each in ballots if each in stories)
    assert counted.voters == votes.total()
    assert (counted.outcome == Outcome.WON) == (votes.total() >= FEWEST_VOTERS)
    assert (counted.outcome == Outcome.NOBODY_NOMINATED) == (not stories)
    if counted.winners:
        best = {votes[each] for each in counted.winners}
        assert best == {max(votes.values())}
        assert set(counted.winners) <= stories
        assert all(votes[each] < max(votes.values()) for each in stories - set(counted.winners))
    else:
        assert counted.outcome != Outcome.WON


KEEPINGS = st.integers(0, 12).flatmap(
    lambda n: st.builds(Keeping, st.just(n), *(st.integers(0, n) for _part in range(3)))
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.integers(1, 5), KEEPINGS))
def test_keepers_are_compared_exactly_and_equal_ones_share(keepers: dict[int, Keeping]) -> None:
    best = best_keepers(keepers)
    compared = {who: kept.score for who, kept in keepers.items() if kept.contacts >= 5}
    assert all(0 <= score <= 1 for score in compared.values())
    top = max(compared.values(), default=Fraction(0))
    assert best == (sorted(who for who, score in compared.items() if score == top) if top else [])


def test_thirds_are_not_rounded_before_they_are_compared() -> None:
    first, second = Keeping(6, 4, 2, 1), Keeping(12, 8, 4, 2)
    assert best_keepers({1: first, 2: second}) == [1, 2]
    assert best_keepers({1: first, 2: Keeping(3000, 2000, 1000, 501)}) == [2]


def test_few_contacts_are_not_compared_and_the_interval_tells_how_little_is_known() -> None:
    assert best_keepers({1: Keeping(4, 4, 4, 4)}) == []
    assert interval(4, 5) == (38, 96)
    assert interval(0, 5)[0] == 0
    assert interval(5, 5)[1] == 100
    assert interval(0, 0) == (0, 100)
