"""Which secret must not be used, because using it would startle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.recovery.forms.steps import StepForm
from secrets_manual.rules.kinds import Use


class CreepyForm(StepForm):
    """One secret among those that a surprise may come from."""

    at = None  # type: ignore[assignment]
    secret = forms.TypedChoiceField(
        label=_("What would startle them?"),
        coerce=int,
        help_text=_("It is offered for no surprise any more, and not to be mentioned by anybody."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = [one for one in self.secrets if Use.SURPRISE.value in one.uses]
        field = self.fields["secret"]
        field.choices = [(one.pk, one.text) for one in usable]  # type: ignore[attr-defined]
