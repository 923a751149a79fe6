"""The form that changes many tickets at once: only what is filled in is changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from accounts.forms.choices import PersonField
from crm.recovery.forms.steps import written
from crm.recovery.models import Cause
from crm.recovery.queries import causes_offered, owners_possible


class ManyTicketsForm(OnceForm):
    """Whom to hand the picked tickets to, and why they happened."""

    owner = PersonField(
        label=_("Who looks after them"), required=False, empty_label=_("leave as it is")
    )
    reason = written(_("Why, and what they should know"), rows=2, required=False)
    cause = forms.ModelChoiceField(
        label=_("Why they happened"), queryset=Cause.objects.none(), required=False,
        empty_label=_("leave as it is"),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["owner"].queryset = owners_possible()  # type: ignore[attr-defined]
        self.fields["cause"].queryset = causes_offered()  # type: ignore[attr-defined]
