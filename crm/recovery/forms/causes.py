"""The name of a cause."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm


class CauseNameForm(OnceForm):
    """A cause, by a short name."""

    name = forms.CharField(
        label=_("Cause"), max_length=120,
        help_text=_("Short, and about us: what went wrong, never who."),
    )  # fmt: skip
