"""Amounts of money, as people type them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.money import shown, to_minor

MOST_MINOR = 10**17  # a bigint holds ninety times as much, so that sums of pay fit too
_BETWEEN_DIGITS = str.maketrans("", "", ", \u00a0\u202f")


class AmountField(forms.CharField):
    """An amount in one currency, such as 1,234.50; gives whole minor units.

    `if_blank` is what an empty field gives: None where an amount is not known, 0 where nothing
    is paid.
    """

    def __init__(self, *, currency: str, if_blank: int | None = None, **details: object) -> None:
        super().__init__(max_length=30, **details)  # type: ignore[arg-type]
        self.currency = currency
        self.if_blank = if_blank
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: object) -> int | None:
        text = super().clean(value).translate(_BETWEEN_DIGITS)
        if not text:
            return self.if_blank
        try:
            minor = to_minor(text, self.currency)
        except ValueError as error:
            raise ValidationError(_("Write the amount like 1,234.50.")) from error
        if not 0 <= minor < MOST_MINOR:
            raise ValidationError(_("An amount cannot be below zero, nor this large."))
        return minor

    def prepare_value(self, value: object) -> object:
        """Show an amount we keep as one would type it; what was typed stays as it is."""
        if isinstance(value, int):
            return shown(value, self.currency).replace(",", "")
        return value
