"""A field for dates as people remember them: a day, "in May", or a year."""

import datetime as dt
from typing import Final

from django import forms
from django.utils import dateformat
from django.utils.translation import gettext_lazy as _

from crm import clock
from secrets_manual.rules.partial import DAY, MONTH, YEAR, read_partial

Partial = tuple[dt.date, str]
_AS_WRITTEN: Final = {DAY: "j F Y", MONTH: "F Y", YEAR: "Y"}


def written(day: dt.date | None, precision: str) -> str:
    """Write a partial date as people do, unless the field would not read that back alike."""
    if day is None:
        return ""
    words = dateformat.format(day, _AS_WRITTEN[precision])
    try:
        if read_partial(words, day) == (day, precision):
            return words
    except ValueError:
        pass  # the months of this language are not among those we read
    return {DAY: day.isoformat(), MONTH: f"{day:%Y-%m}"}.get(precision, f"{day:%Y}")


class PartialDayField(forms.CharField):
    """Gives (first day, "day" | "month" | "year"), or None when left empty.

    ahead: a month without a year is the next one, not the last.
    """

    default_error_messages = {
        "unreadable": _("Write a day, a month or a year: 14 May 2026, May 2026, or 2026.")
    }

    def __init__(self, *, ahead: bool = False, **kwargs: object) -> None:
        attrs = {"autocomplete": "off", "placeholder": _("14 May 2026, May 2026, or 2026")}
        options: dict[str, object] = {
            "max_length": 40,
            "required": False,
            "widget": forms.TextInput(attrs=attrs),
        }
        super().__init__(**(options | kwargs))  # type: ignore[arg-type]
        self.ahead = ahead

    def clean(self, value: object) -> Partial | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_partial(text, clock.today(), ahead=self.ahead)
        except ValueError as error:
            raise forms.ValidationError(
                self.error_messages["unreadable"], code="unreadable"
            ) from error
