"""How grave a mishap proves to be, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.recovery.forms.steps import StepForm
from crm.recovery.models import Severity


class RaiseForm(StepForm):
    at = None  # type: ignore[assignment]
    severity = forms.TypedChoiceField(
        label=_("How grave it is"),
        coerce=int,
        help_text=_(
            "Its clocks become those of the graver severity, from its beginning; none moves later."
        ),
    )
    reason = forms.CharField(
        label=_("Why it is graver"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        graver = [pair for pair in Severity.choices if pair[0] > self.ticket.severity]
        self.fields["severity"].choices = graver  # type: ignore[attr-defined]
