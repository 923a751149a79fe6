"""A field for dates as people remember them: a day, "in May", or a year."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from crm import clock
from secrets_manual.rules.partial import DAY, MONTH, read_partial

Partial = tuple[dt.date, str]


def written(day: dt.date | None, precision: str) -> str:
    """Write a partial date so that the field reads it back alike."""
    if day is None:
        return ""
    if precision == DAY:
        return day.isoformat()
    return f"{day:%Y-%m}" if precision == MONTH else f"{day:%Y}"


class PartialDayField(forms.CharField):
    """Gives (first day, "day" | "month" | "year"), or None when left empty.

    ahead: a month without a year is the next one, not the last.
    """

    default_error_messages = {
        "unreadable": _("Write a day, a month or a year: 2026-05-14, May 2026, or 2026.")
    }

    def __init__(self, *, ahead: bool = False, **kwargs: object) -> None:
        attrs = {"autocomplete": "off", "placeholder": _("2026-05-14, May 2026, or 2026")}
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
