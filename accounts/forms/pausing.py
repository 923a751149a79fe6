"""Why a customer is left in peace, and until when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.once import DayField, OnceForm


class NotAFitForm(OnceForm):
    """What we have does not fit them: why."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class SnoozeForm(OnceForm):
    """Until when, and why."""

    until_on = DayField(label=_("Until"))
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("For example: “On leave until March”.")
    )
