"""Surprises to come and how they were received; which secret must not be used."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import MomentField, PersonField
from crm import company as our
from crm import money
from crm.recovery.forms.steps import StepForm, SurpriseForm
from crm.recovery.queries import owners_possible
from crm.recovery.queries.planned import Plan
from secrets_manual.models import Reception
from secrets_manual.rules.kinds import Use

#: How a surprise may have been received.
RECEPTIONS = [
    *((each.value, each.label) for each in Reception if each != Reception.UNKNOWN),
    ("startled", _("it startled them")),
]


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


class PlanForm(SurpriseForm):
    """What is to be done, from which secret, when and by whom; it begins with what is planned."""

    at = None  # type: ignore[assignment]
    reception = None  # type: ignore[assignment]
    words = forms.CharField(
        label=_("What do you mean to do?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    due_at = MomentField(label=_("When"))
    giver = PersonField(label=_("Who hands it over"), required=False, empty_label=_("I do"))
    field_order = ("once", "words", "secret", "cost", "due_at", "giver")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cost"].label = _("What it may cost, in %(currency)s") % {
            "currency": our.currency()
        }
        self.fields["giver"].queryset = owners_possible()  # type: ignore[attr-defined]


def standing_plan(plan: Plan | None) -> dict[str, object]:
    """Give what a form begins with where a surprise is planned already."""
    if plan is None:
        return {}
    cost = Decimal(plan.cost_minor).scaleb(-money.minor_digits(our.currency()))
    return {
        "words": plan.words,
        "secret": plan.secret_id,
        "cost": cost or None,
        "due_at": plan.due_at,
        "giver": plan.giver_id,
    }


class DropForm(StepForm):
    reason = forms.CharField(
        label=_("Why is it dropped?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )
    at = None  # type: ignore[assignment]


class GiveForm(StepForm):
    """That the planned surprise was given; when, where it was not now."""


class ReactForm(StepForm):
    at = None  # type: ignore[assignment]
    reception = forms.ChoiceField(
        label=_("How it was received"),
        choices=RECEPTIONS,
        help_text=_("What startled them is offered for no surprise any more."),
    )
    words = forms.CharField(
        label=_("In their words"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "note-input"}),
        max_length=1000,
        required=False,
    )
