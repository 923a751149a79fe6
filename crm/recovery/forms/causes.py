"""The name of a cause, and what was said instead of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from crm.recovery.models import Cause
from crm.recovery.queries import causes_offered


class CauseNameForm(OnceForm):
    """A cause, by a short name."""

    name = forms.CharField(
        label=_("Cause"), max_length=120,
        help_text=_("Short, and about us: what went wrong, never who."),
    )  # fmt: skip


class SaidCauseForm(OnceForm):
    """What to make of a cause that was said in own words: one of the list, or a new one."""

    words = forms.CharField(widget=forms.HiddenInput, max_length=120)
    cause = forms.ModelChoiceField(
        label=_("Put it under"), queryset=Cause.objects.none(), required=False,
        empty_label=_("a new cause of this name"),
    )  # fmt: skip
    name = forms.CharField(label=_("Name of the new cause"), required=False, max_length=120)

    def __init__(self, *args: Any, offered: list[Cause] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cause"]
        field.queryset = causes_offered()
        if offered is not None:
            # Read once for all forms of the page.
            field.choices = [("", field.empty_label), *((one.pk, one.name) for one in offered)]
