"""Amounts of money as people type them, and what is none."""

import pytest
from django.core.exceptions import ValidationError

from accounts.forms import AmountField


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("1,234.50", "EUR", 123_450),
        ("1 234.5", "EUR", 123_450),
        ("1\u202f234\u00a0567", "EUR", 123_456_700),
        ("0", "EUR", 0),
        ("1,234", "JPY", 1_234),
        ("1.234", "KWD", 1_234),
        ("999,999,999,999,999.99", "EUR", 10**17 - 1),
    ],
)
def test_an_amount_is_read_exactly(typed: str, currency: str, minor: int) -> None:
    assert AmountField(currency=currency).clean(typed) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "sentence"),
    [
        ("1.234", "EUR", "Write the amount like"),
        ("1.5", "JPY", "Write the amount like"),
        ("much", "EUR", "Write the amount like"),
        ("NaN", "EUR", "Write the amount like"),
        ("Infinity", "EUR", "Write the amount like"),
        ("1e999999", "EUR", "Write the amount like"),
        ("-0.01", "EUR", "cannot be below zero"),
        ("1,000,000,000,000,000.00", "EUR", "nor this large"),
        ("1e20", "EUR", "nor this large"),
    ],
)
def test_what_is_no_amount_is_refused_in_a_sentence(
    typed: str, currency: str, sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        AmountField(currency=currency).clean(typed)


def test_an_empty_field_gives_what_the_form_says() -> None:
    assert AmountField(currency="EUR", required=False).clean("  ") is None
    assert AmountField(currency="EUR", required=False, if_blank=0).clean("") == 0
    with pytest.raises(ValidationError, match="required"):
        AmountField(currency="EUR").clean("")


def test_a_kept_amount_is_shown_as_one_would_type_it() -> None:
    field = AmountField(currency="EUR")
    assert field.prepare_value(123_450) == "1234.50"
    assert field.prepare_value("1,5x") == "1,5x"
    assert field.clean(field.prepare_value(123_450)) == 123_450
