"""Fields of the API's bodies: ids, instants and days, each with bounds a database can hold."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from crm import clock

FIRST_YEAR, LAST_YEAR = 1900, 2199
CLOCK_SKEW = dt.timedelta(minutes=2)


class IdField(serializers.CharField):
    """An id, which is an opaque string; what cannot be one of ours is refused here."""

    default_error_messages = {"not_found": _("There is nothing of this id.")}

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if not text.isascii() or not text.isdecimal() or len(text) > 18:
            self.fail("not_found")
        return text


class MomentField(serializers.DateTimeField):
    """An instant in ISO 8601 with its offset; one without is refused, since it could be any."""

    default_error_messages = {
        "naive": _("Say the offset too, such as 2026-11-23T09:12:00+01:00."),
        "far": _("This lies too far away to be meant."),
        "future": _("This lies in the future. When was it?"),
    }

    def __init__(self, *, past: bool = False, **details: Any) -> None:
        self.past = past
        super().__init__(**details)

    def enforce_timezone(self, value: dt.datetime) -> dt.datetime:
        if value.tzinfo is None:
            self.fail("naive")
        return super().enforce_timezone(value)

    def to_internal_value(self, value: Any) -> dt.datetime:
        moment: dt.datetime = super().to_internal_value(value)
        if not FIRST_YEAR < moment.year < LAST_YEAR:
            self.fail("far")
        if self.past and moment > clock.now() + CLOCK_SKEW:
            self.fail("future")
        return moment


class DayField(serializers.DateField):
    """A day, as 2026-11-23."""

    default_error_messages = {"far": _("This lies too far away to be meant.")}

    def to_internal_value(self, value: Any) -> dt.date:
        day: dt.date = super().to_internal_value(value)
        if not FIRST_YEAR < day.year < LAST_YEAR:
            self.fail("far")
        return day
