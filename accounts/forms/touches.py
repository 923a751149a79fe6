"""The forms for a customer's days: since when, and the next touch."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.once import DayField, OnceForm


class WonForm(OnceForm):
    """The day a prospect became a customer."""

    since_on = DayField(label=_("Customer since"))


class TouchForm(OnceForm):
    """When somebody means to be in touch, and why."""

    on = DayField(
        label=_("Next touch"), required=False, help_text=_("Leave it empty to take the day away.")
    )
    why = forms.CharField(
        label=_("Why then"),
        required=False,
        max_length=200,
        help_text=_("For example: “The budget is decided that week”."),
    )
