"""Forms about secrets: the shape of what people send; the gate is an action."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import DayField, NamesField, OnceForm
from accounts.models import Person
from accounts.queries import with_role
from crm import clock
from secrets_manual.forms.partial import PartialDayField, written
from secrets_manual.forms.whom import WhomForm
from secrets_manual.models import KIND_LABELS, USE_LABELS, Precision, Reception, Secret
from secrets_manual.models.codes import choices
from secrets_manual.models.secrets import LONGEST
from secrets_manual.rules.kinds import Provenance

HOW = {
    "told_glad": ("told_us", "yes"),
    "told_probably": ("told_us", "probably"),
    "saw": ("observed", "yes"),
    "public": ("public", "yes"),
    "colleague": ("third_party", "yes"),
}
HOW_LABELS = {
    "told_glad": gettext_lazy("Save: told me"),
    "told_probably": gettext_lazy("Told me, not sure"),
    "saw": gettext_lazy("Saw it"),
    "public": gettext_lazy("Public"),
    "colleague": gettext_lazy("A colleague said"),
}
Option = tuple[str, str]


class SecretWordsForm(OnceForm):
    """What new and corrected secrets share."""

    text = forms.CharField(
        label=gettext_lazy("What did they tell you?"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Write down what they said.")},
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    layer = forms.ChoiceField(
        label=gettext_lazy("A secret or a need?"),
        required=False,
        choices=[("secret", gettext_lazy("A secret")), ("need", gettext_lazy("A need"))],
    )
    uses = forms.MultipleChoiceField(
        label=gettext_lazy("May be used for"),
        required=False,
        choices=choices(USE_LABELS),
        widget=forms.CheckboxSelectMultiple,
    )
    nearly_their_words = forms.BooleanField(
        label=gettext_lazy("These are nearly their own words"), required=False
    )
    do_not_mention = forms.BooleanField(
        label=gettext_lazy("They asked us not to mention it"), required=False
    )

    dated_on = PartialDayField(
        label=gettext_lazy("What date is it about?"),
        ahead=True,
        help_text=gettext_lazy("If there is one: “renovates in May”, “retires 2031”."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kinds: list[Option] = [("", _("kind: guessed"))]
        self.fields["kind"].choices = kinds + choices(KIND_LABELS)  # type: ignore[attr-defined]


class SecretForm(SecretWordsForm, WhomForm):
    """A new secret: about whom, the words, and one tap that says how we know."""

    how = forms.ChoiceField(
        label=gettext_lazy("How do we know, and would they be glad?"),
        choices=list(HOW_LABELS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how we came to know this.")},
    )
    told_on = PartialDayField(label=gettext_lazy("When"))
    address = forms.CharField(
        label=gettext_lazy("Where it stands in public"), required=False, max_length=500
    )
    colleague = NamesField(
        label=gettext_lazy("Which colleague"), required=False, queryset=Person.objects.none()
    )
    turn = forms.IntegerField(required=False, widget=forms.HiddenInput)
    written_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, person=person, **kwargs)
        people = with_role("rep", "service", "lead", "manager", "director")
        self.fields["colleague"].queryset = people.exclude(pk=person.pk).only("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Ask for the address of what is public, and for the name of the colleague."""
        cleaned = super().clean() or {}
        if cleaned.get("how") == "public" and not cleaned.get("address"):
            self.add_error("address", _("Give the address where it stands in public."))
        if cleaned.get("how") == "colleague" and not cleaned.get("colleague"):
            self.add_error("colleague", _("Name the colleague who told us."))
        return cleaned

    @property
    def _days(self) -> dict[str, object]:
        """The days as written; what waited in a browser was told on the day it was written."""
        days, written_at = _days(self.cleaned_data), self.cleaned_data.get("written_at")
        if written_at is not None and not days["told_on"]:
            day = written_at.astimezone(clock.company_zone()).date()
            days["told_on"] = min(day, clock.today())
        return days

    @property
    def wanted(self) -> dict[str, object]:
        """The arguments of `record_secret`, without the person."""
        cleaned = self.cleaned_data
        provenance, glad = HOW[cleaned["how"]]
        return {
            "customer": self.customer,
            "contact": self.contact,
            "text": cleaned["text"],
            "kind": cleaned["kind"],
            "layer": cleaned["layer"] or "secret",
            "provenance": provenance,
            "glad": glad,
            "uses": cleaned["uses"] or None,
            **self._days,
            "nearly_their_words": cleaned["nearly_their_words"],
            "address": cleaned["address"],
            "colleague": cleaned["colleague"],
            "do_not_mention": cleaned["do_not_mention"],
        }


def _days(cleaned: dict[str, Any]) -> dict[str, object]:
    """Take the partial dates apart into day and precision, as the actions want them."""
    days: dict[str, object] = {}
    for name in ("told", "dated"):
        partial = cleaned.get(f"{name}_on")
        days[f"{name}_on"] = partial[0] if partial else None
        days[f"{name}_precision"] = partial[1] if partial else Precision.DAY.value
    return days


class ChangeSecretForm(SecretWordsForm):
    """A correction of a secret, from the version its editor saw."""

    told_on = PartialDayField(label=gettext_lazy("When they told us"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, secret: Secret, sent: object = None) -> "ChangeSecretForm":
        """Make the form for one secret, filled with what stands there."""
        names = ("text", "kind", "layer", "uses", "nearly_their_words", "do_not_mention")
        initial = {name: getattr(secret, name) for name in (*names, "version")}
        initial["told_on"] = written(secret.told_on, secret.told_precision)
        initial["dated_on"] = written(secret.dated_on, secret.dated_precision)
        form = cls(sent or None, initial=initial)
        if secret.provenance != Provenance.TOLD_US:
            del form.fields["told_on"]
        return form

    @property
    def correction(self) -> dict[str, Any]:
        """The arguments of `change_secret`, without the person and the secret."""
        wanted = {key: each for key, each in self.changes.items() if not key.endswith("_on")}
        dates = _days(self.cleaned_data)
        if not dates["told_on"]:
            dates = {key: each for key, each in dates.items() if not key.startswith("told_")}
        return wanted | {"version": self.cleaned_data["version"], "dates": dates}


class UseForm(OnceForm):
    """How a secret was used, when, for which mishap if any, and how that was received."""

    how = forms.CharField(
        label=gettext_lazy("What did you do with it?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    used_on = DayField(label=gettext_lazy("When"), required=False)
    ticket_id = forms.ChoiceField(
        label=gettext_lazy("For an OOPS!"),
        required=False,
        help_text=gettext_lazy("If it helped to put a mishap right."),
    )
    reception = forms.ChoiceField(
        label=gettext_lazy("How was it received?"),
        choices=Reception.choices,
        initial=Reception.UNKNOWN,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: object, tickets: Iterable[str] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered: list[Option] = [("", _("none")), *((each, f"OOPS {each}") for each in tickets)]
        self.fields["ticket_id"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            del self.fields["ticket_id"]


class JudgeForm(forms.Form):
    """How a use was received, now that it is known."""

    reception = forms.ChoiceField(
        label=gettext_lazy("How was it received?"), choices=Reception.choices
    )
