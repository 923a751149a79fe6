"""The arithmetic behind docs/benchmarks.md; how long a thing takes decides no test."""

import pytest

from tests.benchmarks.ratios import Bound, Ratio, growth, measured


def test_a_bound_holds_up_to_its_times_its_rest_and_its_most() -> None:
    bound = Bound(times=3, plus_ms=6)
    assert bound.holds(Ratio(ms=36, floor_ms=10, rounds=1))
    assert not bound.holds(Ratio(ms=36.1, floor_ms=10, rounds=1))
    assert Bound(at_most_ms=15).holds(Ratio(ms=15, floor_ms=1, rounds=1))
    assert not Bound(times=25, at_most_ms=15).holds(Ratio(ms=16, floor_ms=10, rounds=1))
    assert not Bound(times=25, at_most_ms=15).holds(Ratio(ms=14, floor_ms=0.5, rounds=1))
    assert str(Bound(times=25, at_most_ms=15)) == "≤ 25× and ≤ 15 ms"
    assert str(bound) == "≤ 3× + 6 ms"


def test_both_run_in_turn_and_the_median_counts() -> None:
    ticks = iter([0, 0.010, 0.010, 0.012, 1, 1.5, 1.5, 1.9, 2, 2.020, 2.020, 2.024])
    runs: list[str] = []
    found = measured(
        lambda: runs.append("thing"),
        lambda: runs.append("floor"),
        rounds=3,
        timer=lambda: next(ticks),
    )
    assert runs == ["thing", "floor"] * 4  # the first two only warm up
    assert (found.ms, found.floor_ms) == (pytest.approx(20), pytest.approx(4))
    assert found.times == pytest.approx(5)


def test_growth_is_the_exponent_over_the_number_of_rows() -> None:
    assert growth(10, 10, times_as_many=100) == 0
    assert growth(10, 100, times_as_many=100) == pytest.approx(0.5)
    assert growth(10, 1000, times_as_many=100) == pytest.approx(1)
