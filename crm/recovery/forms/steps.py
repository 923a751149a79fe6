"""The shape of what people send about tickets; the rules live in the actions."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.forms import MomentField, OnceForm
from accounts.models import Person
from crm import company as our
from crm import money
from crm.recovery.models import Cause, Cycle, How, Ticket
from crm.recovery.queries import LastingFix, causes_offered, owners_possible
from secrets_manual.models import Reception, Secret
from secrets_manual.rules.kinds import Use as UseCode

_SHORT = {"rows": 2}


def written(label: object, *, rows: int = 3, required: bool = True, said: bool = False) -> Any:
    """Give a field for a few words or many, up to 4,000 letters."""
    attrs = {"rows": rows} | ({"class": "note-input"} if said else {})
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        widget=forms.Textarea(attrs=attrs),
        required=required,
        max_length=4000,
        error_messages={"required": _("Write it down in a few words.")},
    )


class StepForm(OnceForm):
    """One act on a ticket; `at` may be entered by hand, to the minute."""

    at = MomentField(
        label=_("When"), required=False, help_text=_("Empty means now. It may lie in the past.")
    )

    def __init__(
        self,
        *args: Any,
        ticket: Ticket,
        secrets: list[Secret],
        person: Person | None = None,
        lasting: LastingFix | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        self.lasting = lasting
        self.person = person
        self.secrets = secrets
        for name in ("owner", "lesson_owner"):
            if name in self.fields:
                self.fields[name].queryset = owners_possible()  # type: ignore[attr-defined]

    @property
    def note(self) -> str:
        """Say what became of what was sent, where the act's own words are not enough."""
        return ""

    def clean_at(self) -> dt.datetime | None:
        """Take the minute of the report for the report itself: the page writes no seconds."""
        at: dt.datetime | None = self.cleaned_data.get("at")
        cycle: Cycle = self.ticket.cycle
        minute = cycle.started_at.replace(second=0, microsecond=0)
        return cycle.started_at if at == minute else at


class RespondForm(StepForm):
    how = forms.ChoiceField(label=_("How you reached them"), choices=How.choices)
    words = written(_("What was said"))
    field_order = ("once", "how", "words", "at")


class WorkaroundForm(StepForm):
    words = written(_("How it works for now"))
    promised_words = forms.CharField(
        label=_("What will the lasting fix be?"),
        widget=forms.Textarea(attrs=_SHORT),
        required=False,
        max_length=1000,
        help_text=_("It becomes our promise to the customer, in these words."),
    )
    promised_at = MomentField(
        label=_("When will the lasting fix be there?"),
        required=False,
        help_text=_("With a promised time it may stand for the fix; we remind you of it."),
    )
    field_order = ("once", "words", "promised_words", "promised_at", "at")

    def clean(self) -> dict[str, Any]:
        """Ask for both halves of a promise: what, and when."""
        cleaned = super().clean() or {}
        if cleaned.get("promised_at") and not cleaned.get("promised_words"):
            self.add_error("promised_words", _("Say what will be there by then."))
        if cleaned.get("promised_words") and not self.data.get("promised_at"):
            self.add_error("promised_at", _("Say by when, or leave both empty."))
        return cleaned


class SurpriseForm(StepForm):
    words = written(_("What did you do?"))
    secret = forms.TypedChoiceField(
        label=_("From which secret"), required=False, coerce=int, empty_value=None
    )
    cost = forms.DecimalField(
        label=_("What it cost"), required=False, min_value=Decimal(0), max_digits=12,
        decimal_places=2, help_text=_("Empty means nothing."),
    )  # fmt: skip
    reception = forms.ChoiceField(
        label=_("How it was received"), choices=Reception.choices, initial=Reception.UNKNOWN
    )
    field_order = ("once", "words", "secret", "cost", "reception", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = [
            (secret.pk, secret.text)
            for secret in self.secrets
            if UseCode.SURPRISE.value in secret.uses and not secret.do_not_mention
        ]
        field = self.fields["secret"]
        field.choices = [("", _("none of them")), *usable]  # type: ignore[attr-defined]
        label = _("What it cost, in %(currency)s") % {"currency": our.currency()}
        self.fields["cost"].label = label

    @property
    def cost_minor(self) -> int:
        """Give the cost in minor units."""
        return money.to_minor(self.cleaned_data.get("cost") or Decimal(0), our.currency())


class LoseForm(StepForm):
    reason = written(_("Why did they leave?"))
    field_order = ("once", "reason", "at")


class ReopenForm(StepForm):
    reason = written(_("Why is it open again?"))
    at = None  # type: ignore[assignment]


class AppointForm(StepForm):
    until = MomentField(label=_("The time they asked for"))
    contact_name = forms.CharField(label=_("Who asked"), max_length=300)
    words = written(_("In their words"), rows=2, said=True)
    at = None  # type: ignore[assignment]
    field_order = ("once", "until", "contact_name", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.ticket.contact:
            self.fields["contact_name"].initial = self.ticket.contact.name


class CommentForm(StepForm):
    words = written(_("A remark for colleagues"), rows=2)
    at = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.help_text = _("@ and a name tells that colleague.")
        words.widget.attrs |= {
            "data-mentions": reverse("ticket_people", args=[self.ticket.pk]),
            "data-mentions-label": _("Colleagues"),
        }


class CauseForm(StepForm):
    cause = forms.ModelChoiceField(
        label=_("Why it happened"), queryset=Cause.objects.none(), required=False,
        empty_label=_("not known yet"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Something else, in your own words"), required=False, max_length=120,
        help_text=_("Short, and about us. Who keeps the list makes a cause of it."),
    )  # fmt: skip
    at = None  # type: ignore[assignment]
    field_order = ("once", "cause", "words")

    def clean(self) -> dict[str, Any]:
        """Take one of the two."""
        cleaned = super().clean() or {}
        if cleaned.get("cause") and cleaned.get("words"):
            self.add_error("words", _("Choose one of the list, or say it in your own words."))
        return cleaned

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].queryset = causes_offered()  # type: ignore[attr-defined]
