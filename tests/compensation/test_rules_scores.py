from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compensation.rules import (
    CardFigure,
    NoBasisError,
    customer_first,
    figure_from_sums,
    proration,
    score01,
    shrink,
    wilson,
)

unit = st.fractions(min_value=0, max_value=1, max_denominator=100)


@given(unit, st.integers(0, 1000), unit, st.integers(1, 50))
def test_a_blended_score_lies_between_the_mean_and_the_team(
    mean: Fraction, n: int, prior: Fraction, k: int
) -> None:
    blended = shrink(mean, n, prior, k)
    assert min(mean, prior) <= blended <= max(mean, prior)


def test_more_customers_move_the_score_towards_their_mean() -> None:
    assert shrink(1, 0, "3/4", 4) == Fraction(3, 4)
    assert shrink(1, 1, "3/4", 4) == Fraction(4, 5)
    assert shrink("0.8125", 16, "0.75", 4) == Fraction(4, 5)
    assert shrink("0.9", 3, "0.1", 0) == Fraction(9, 10)


def test_no_answers_and_no_team_figure_are_no_basis() -> None:
    with pytest.raises(NoBasisError):
        shrink(1, 0, 1, 0)
    with pytest.raises(ValueError, match="negative"):
        shrink(1, -1, 1, 4)
    with pytest.raises(TypeError):
        shrink(0.5, 1, 1, 4)


def test_ten_contacts_of_one_customer_do_not_outvote_nine_customers() -> None:
    loud = [("Norte Foods", 1)] * 10
    others = [(f"customer {number}", 5) for number in range(9)]
    figure = customer_first([*loud, *others])
    assert figure == CardFigure(total=Fraction(46), customers=10, cards=19)


def test_sums_by_customer_give_the_same_figure_as_single_cards() -> None:
    cards = [("Orsa", 4), ("Orsa", 5), ("Vega", 3)]
    assert figure_from_sums([(9, 2), (3, 1), (0, 0)]) == customer_first(cards)


def test_a_rating_is_placed_on_its_own_scale() -> None:
    assert score01(4, 1, 5) == Fraction(3, 4)
    assert score01("7", "0", "10") == Fraction(7, 10)
    with pytest.raises(NoBasisError):
        score01(1, 5, 5)


def test_days_are_counted_with_both_ends() -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert proration(date(2026, 7, 1), date(2026, 12, 31), *year) == Fraction(184, 365)
    assert proration(date(2025, 1, 1), date(2027, 1, 1), *year) == 1
    assert proration(date(2026, 3, 1), date(2026, 3, 1), *year) == Fraction(1, 365)
    assert proration(date(2027, 1, 1), date(2027, 2, 1), *year) == 0


def test_an_interval_of_a_share_holds_it_and_narrows_with_n() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (Fraction("0.4902"), Fraction("0.9433"))
    narrower = wilson(800, 1000)
    assert low < narrower[0] < Fraction(4, 5) < narrower[1] < high
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == 1
    with pytest.raises(NoBasisError):
        wilson(0, 0)
