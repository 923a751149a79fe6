"""Who is on call, and the days on which we rest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import DayField, MomentField, OnceForm, PersonField
from accounts.models import Team
from crm.recovery.queries import can_be_on_call, teams_on_call


class OnCallForm(OnceForm):
    """A span of the rota."""

    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), empty_label=None,
        error_messages={"required": _("Choose a team.")},
    )  # fmt: skip
    person = PersonField(label=_("Who is on call"))
    from_at = MomentField(label=_("From"))
    until_at = MomentField(label=_("Until"))
    field_order = ("once", "team", "person", "from_at", "until_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams_on_call()  # type: ignore[attr-defined]
        self.fields["person"].queryset = can_be_on_call()  # type: ignore[attr-defined]


class HolidayForm(OnceForm):
    """A day on which the company rests."""

    on = DayField(label=_("Day"))
    name = forms.CharField(label=_("What it is called"), max_length=80)
