from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compensation.rules import (
    NoBasisError,
    exact,
    largest_remainder,
    money_text,
    number_text,
    round_half_up,
)

weights_of_any_kind = st.lists(
    st.fractions(min_value=0, max_value=10**6, max_denominator=1000), min_size=1, max_size=40
).filter(any)
totals = st.integers(min_value=-(10**12), max_value=10**12)


@given(totals, weights_of_any_kind)
def test_parts_sum_to_the_total_and_lie_within_one_unit(
    total: int, weights: list[Fraction]
) -> None:
    parts = largest_remainder(total, weights)
    assert sum(parts) == total
    base = sum(weights)
    assert all(
        abs(part - total * weight / base) < 1 for part, weight in zip(parts, weights, strict=True)
    )


@given(totals, weights_of_any_kind)
def test_a_negative_total_mirrors_the_positive_one(total: int, weights: list[Fraction]) -> None:
    assert largest_remainder(-total, weights) == [
        -part for part in largest_remainder(total, weights)
    ]


@given(st.integers(min_value=0, max_value=10**9), weights_of_any_kind, st.integers(1, 999))
def test_the_scale_of_the_weights_does_not_matter(
    total: int, weights: list[Fraction], scale: int
) -> None:
    scaled = [weight / scale for weight in weights]
    assert largest_remainder(total, scaled) == largest_remainder(total, weights)


def test_ties_go_to_the_earlier_line() -> None:
    assert largest_remainder(100, ["1", "1", "1"]) == [34, 33, 33]
    assert largest_remainder(-100, ["1", "1", "1"]) == [-34, -33, -33]
    assert largest_remainder(2, [1, 1, 1, 1]) == [1, 1, 0, 0]


def test_a_credit_note_among_the_deals_takes_its_own_part_back() -> None:
    assert largest_remainder(100, ["150", "-50"]) == [150, -50]
    assert largest_remainder(100, ["-150", "50"]) == [150, -50]


def test_without_a_basis_nothing_can_be_shared() -> None:
    for weights in ([0, 0], [], ["1", "-1"]):
        with pytest.raises(NoBasisError) as refused:
            largest_remainder(1, weights)
        assert refused.value.code == "no_basis"
    assert largest_remainder(0, [0, 0]) == [0, 0]


@pytest.mark.parametrize("number", [0.5, 1.0, float("nan"), True, None, [1]])
def test_what_is_not_exact_is_refused(number: object) -> None:
    with pytest.raises(TypeError):
        exact(number)
    with pytest.raises(TypeError):
        largest_remainder(10, [1, number])


@pytest.mark.parametrize(
    "text", ["", "abc", "1e9", "1/0", "1.5/2", "--1", "٣", "1_000", "9" * 9999]
)
def test_text_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|zero"):
        exact(text)


def test_decimals_and_rationals_are_read_exactly() -> None:
    assert exact("0.1") + exact("0.2") == exact("3/10")
    assert exact(" -11/12 ") == Fraction(-11, 12)
    assert exact(Decimal("10.01")) == Fraction(1001, 100)


def test_halves_round_up_and_a_reversal_mirrors_them() -> None:
    assert [round_half_up(Fraction(n, 2)) for n in (1, 3, 5)] == [1, 2, 3]
    assert [round_half_up(Fraction(-n, 2)) for n in (1, 3, 5)] == [-1, -2, -3]
    assert round_half_up(Fraction(49, 100)) == 0


def test_money_has_exactly_the_decimals_of_its_currency() -> None:
    assert money_text(116666, 2) == "1166.66"
    assert money_text(5, 2) == "0.05"
    assert money_text(-5, 3) == "-0.005"
    assert money_text(1234, 0) == "1234"
    assert money_text(123456789, 2, thousands=True) == "1,234,567.89"


def test_a_number_that_goes_on_says_so() -> None:
    assert number_text(Fraction(13, 16)) == "0.8125"
    assert number_text(Fraction(13, 15)) == "≈ 0.8667"
    assert number_text(Fraction(3)) == "3"
