"""Forms about pay: the shape of what people send; the rules live in the actions."""

from collections.abc import Sequence
from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms import AmountField, DayField, OnceForm
from accounts.models import Person
from compensation.components import COMPONENTS
from compensation.defaults import FLOORS
from compensation.models import PlanComponent, PlanState, PlanVersion, ShareBasis
from compensation.rules import number_text


class StepForm(OnceForm):
    """A button that takes the next step; it names the version one has looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PerCentField(forms.CharField):
    """A weight as people type it, exact: 24.5 or 100/3."""

    def __init__(self, **details: object) -> None:
        super().__init__(max_length=20, **details)  # type: ignore[arg-type]
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: object) -> Fraction:
        text = super().clean(value).strip().removesuffix("%").replace(",", ".").strip()
        try:
            weight = Fraction(text)
        except (ValueError, ZeroDivisionError) as error:
            raise ValidationError(_("Write a number of per cent, such as 24.5.")) from error
        if not 0 <= weight <= 100 or weight.denominator > 10000:
            raise ValidationError(_("A weight lies between 0 and 100 per cent."))
        return weight


def _weight_field(row: PlanComponent, check: str) -> PerCentField:
    """Give a component's box; a weight that decimals cannot write shows as a fraction."""
    weight = row.weight_pct
    plain = number_text(weight) if weight.denominator == 1 else str(weight)
    label = COMPONENTS[row.code].label if row.code in COMPONENTS else row.code
    field = PerCentField(label=label, initial=plain)
    field.widget.attrs |= {
        "class": "form-control text-end",
        "data-live-check": check,
        "data-live-target": "#checks",
    }
    field.floor = FLOORS.get(row.code)  # type: ignore[attr-defined]
    return field


class WeightsForm(StepForm):
    """What a draft weighs, and in which pay mix and year it is read."""

    def __init__(self, *args: object, plan_version: PlanVersion, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.plan_version = plan_version
        self.codes: list[str] = []
        check = reverse("plan_check", args=[plan_version.pk])
        for row in plan_version.components.all():
            self.fields[row.code] = _weight_field(row, check)
            self.codes.append(row.code)
        self.fields["programme_year"] = forms.IntegerField(
            label=_("Programme year"),
            min_value=1,
            max_value=100,
            initial=plan_version.programme_year,
        )
        self.fields["share_basis"] = forms.ChoiceField(
            label=_("Shares are read"),
            choices=ShareBasis.choices,
            initial=plan_version.share_basis,
        )
        self._add_money("salary_minor", _("Salary of a period, %(currency)s"))
        self._add_money("target_minor", _("Target bonus of a period, %(currency)s"))
        self.fields["version"].initial = plan_version.version

    def _add_money(self, name: str, label: str | Promise) -> None:
        currency = self.plan_version.currency
        self.fields[name] = AmountField(
            currency=currency,
            if_blank=0,
            label=str(label) % {"currency": currency},
            initial=getattr(self.plan_version, name),
            required=False,
        )

    @property
    def weight_rows(self) -> list[forms.BoundField]:
        """The weights as the page writes them, in the plan's order."""
        return [self[code] for code in self.codes]

    @property
    def weights(self) -> dict[str, Fraction]:
        return {code: self.cleaned_data[code] for code in self.codes}

    @property
    def terms(self) -> dict[str, object]:
        names = ("programme_year", "share_basis", "salary_minor", "target_minor")
        return {name: self.cleaned_data[name] for name in names}


class AssignForm(OnceForm):
    """Who is paid by a plan, from when, how much."""

    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True).order_by("name"), label=_("Person")
    )
    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until"), required=False)

    def __init__(self, *args: object, plan_version: PlanVersion, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        currency = plan_version.currency
        for name, label, required in (
            ("target_minor", _("Target bonus of a period, %(currency)s"), True),
            ("quota_minor", _("Quota of a period, %(currency)s"), True),
            ("salary_minor", _("Salary of a period, %(currency)s"), False),
        ):
            self.fields[name] = AmountField(
                currency=currency,
                if_blank=0,
                label=label % {"currency": currency},
                required=required,
            )
        self.fields["from_on"].initial = plan_version.effective_from


class PlanNewForm(OnceForm):
    """Begin a draft: of the first plan, or from a version there is."""

    like = forms.ModelChoiceField(
        PlanVersion.objects.select_related("plan").exclude(state=PlanState.DRAFT),
        label=_("Begin from"),
        required=False,
        empty_label=_("“Relationship first”, as shipped"),
    )
    effective_from = DayField(label=_("In effect from"))


class PeriodForm(OnceForm):
    """A time that is paid for."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Such as Q1 2027."))
    first_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"))


class SignForm(OnceForm):
    """The own name under the version that was shown."""

    hash_seen = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Type your name to sign"), max_length=200)


class DisputeForm(OnceForm):
    """Which number is wrong, and why."""

    node = forms.ChoiceField(label=_("Which line"))
    words = forms.CharField(
        label=_("What is wrong with it?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: object, nodes: Sequence[tuple[str, object]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["node"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(nodes)


class AnswerForm(OnceForm):
    """The answer to a dispute."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
