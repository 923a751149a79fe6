from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compensation.rules import BrokenTableError, NoBasisError, pay_curve, tier_payout

steps = st.lists(
    st.tuples(
        st.fractions(min_value=0, max_value=2, max_denominator=20),
        st.fractions(min_value=0, max_value=2, max_denominator=20),
    ),
    min_size=1,
    max_size=8,
)
places = st.fractions(min_value=-1, max_value=12, max_denominator=50)
TIERS = [("0", "100", "0.1"), ("100", "200", "0.2"), ("200", None, "0.4")]


def rising(jumps: list[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    xs = accumulate(step[0] for step in jumps)
    ys = accumulate(step[1] for step in jumps)
    return list(zip(xs, ys, strict=True))


@given(steps, places, places)
def test_pay_never_falls_when_results_rise(
    jumps: list[tuple[Fraction, Fraction]], one: Fraction, other: Fraction
) -> None:
    low, high = sorted((one, other))
    assert pay_curve(rising(jumps), low) <= pay_curve(rising(jumps), high)


@given(steps)
def test_a_curve_is_right_continuous_at_every_point(
    jumps: list[tuple[Fraction, Fraction]],
) -> None:
    points = rising(jumps)
    for x, _y in points:
        at = pay_curve(points, x)
        assert at == max(y for other, y in points if other == x)
        after = [pay_curve(points, x + Fraction(1, 10**power)) - at for power in (9, 12)]
        assert after[1] * 1000 == after[0]


@given(steps, places)
def test_a_curve_is_zero_below_its_first_point_and_flat_above_its_last(
    jumps: list[tuple[Fraction, Fraction]], x: Fraction
) -> None:
    points = rising(jumps)
    if x < points[0][0]:
        assert pay_curve(points, x) == 0
    if x >= points[-1][0]:
        assert pay_curve(points, x) == points[-1][1]


def test_at_a_jump_the_later_point_holds() -> None:
    points = [["0.5", "0"], ["1", "0.8"], ["1", "1"], ["1.5", "2"]]
    assert pay_curve(points, "0.75") == Fraction(2, 5)
    assert pay_curve(points, 1) == 1
    assert pay_curve(points, "1.25") == Fraction(3, 2)


def test_a_curve_out_of_order_or_without_points_is_refused() -> None:
    with pytest.raises(BrokenTableError) as refused:
        pay_curve([["1", "0"], ["0.5", "1"]], 1)
    assert refused.value.code == "curve_x_order"
    with pytest.raises(NoBasisError):
        pay_curve([], 1)
    with pytest.raises(TypeError):
        pay_curve([["0", "0"]], 0.5)


@pytest.mark.parametrize(
    ("mode", "at_99", "at_100", "at_150", "at_250"),
    [
        ("flat", "9.9", "20", "30", "100"),
        ("step", "9.9", "10", "20", "50"),
        ("overage_highest", "9.9", "10", "20", "70"),
        ("interpolated", "0.099", "0.1", "0.2", "0.3"),
    ],
)
def test_each_way_of_reading_a_tier_table(
    mode: str, at_99: str, at_100: str, at_150: str, at_250: str
) -> None:
    paid = [tier_payout(amount, TIERS, mode) for amount in (99, 100, 150, 250)]
    assert paid == [Fraction(text) for text in (at_99, at_100, at_150, at_250)]


@given(
    st.fractions(min_value=0, max_value=400, max_denominator=100),
    st.fractions(min_value=0, max_value=400, max_denominator=100),
    st.sampled_from(["step", "interpolated"]),
)
def test_two_amounts_one_after_the_other_pay_as_much_as_both_at_once(
    first: Fraction, second: Fraction, mode: str
) -> None:
    both = tier_payout(first + second, TIERS, mode)
    later = tier_payout(second, TIERS, mode, start=first)
    assert tier_payout(first, TIERS, mode) + later == both


def test_an_amount_begins_where_the_year_stands() -> None:
    assert tier_payout(20, TIERS, "flat", start=90) == 4
    assert tier_payout(20, TIERS, "overage_highest", start=90) == 1 + 2
    assert tier_payout(20, TIERS, "overage_highest", start=150) == 4
    assert tier_payout(20, TIERS, "step", start=190) == 2 + 4


def test_a_returned_amount_gives_back_what_its_slices_paid() -> None:
    assert tier_payout(-20, TIERS, "step", start=110) == -(1 + 2)
    assert tier_payout(-5, TIERS, "step") == 0


def test_below_the_first_tier_nothing_is_paid() -> None:
    threshold = [("50", "100", "1"), ("100", None, "2")]
    for mode in ("flat", "step", "interpolated", "overage_highest"):
        assert tier_payout(49, threshold, mode) == 0
    assert tier_payout(60, threshold, "step") == 10


@pytest.mark.parametrize(
    "tiers",
    [
        [("0", "1", "1"), ("2", None, "2")],
        [("0", "2", "1"), ("1", None, "2")],
        [("0", None, "1"), ("1", None, "2")],
        [("1", "1", "1")],
    ],
)
def test_a_gap_or_an_overlap_is_refused(tiers: list[tuple[str, str | None, str]]) -> None:
    with pytest.raises(BrokenTableError) as refused:
        tier_payout(1, tiers, "step")
    assert refused.value.code == "tier_gap"
    with pytest.raises(BrokenTableError):
        tier_payout(1, TIERS, "accelerator")
