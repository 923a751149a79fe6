"""What somebody is good at, how tickets are shared out, and to whom one is handed on."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from accounts.forms.choices import COMBOBOX
from accounts.rules import LANGUAGES
from crm import clock
from crm.recovery.forms.steps import StepForm, written
from crm.recovery.models import Cause, Mode
from crm.recovery.queries import causes_offered, owners_possible
from crm.recovery.queries.sharing import absences
from secrets_manual.queries import promises_of_ticket

BY_RULE = "rule"


class StrengthForm(OnceForm):
    """Languages and causes of one person."""

    languages = forms.MultipleChoiceField(
        label=_("Speaks"), choices=list(LANGUAGES.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means the language they read this product in."),
    )  # fmt: skip
    causes = forms.ModelMultipleChoiceField(
        Cause.objects.none(), label=_("Knows how to mend"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("From the list of causes."),
    )  # fmt: skip
    takes_tickets = forms.BooleanField(
        label=_("Is handed tickets by the rule"), required=False,
        help_text=_("Without it only people hand them any."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["causes"].queryset = causes_offered()  # type: ignore[attr-defined]


class SharingForm(OnceForm):
    """What becomes of a ticket nobody took."""

    mode = forms.ChoiceField(
        label=_("After a while"), choices=Mode.choices, widget=forms.RadioSelect
    )
    after_minutes = forms.IntegerField(
        label=_("After how many minutes"), min_value=1, max_value=1440
    )


class UnownedForm(OnceForm):
    """Some of the tickets nobody looks after."""

    ticket = forms.TypedMultipleChoiceField(
        label=_("Tickets"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Mark at least one ticket.")},
    )  # fmt: skip

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ticket"]
        field.choices = [(number, number) for number in numbers]


class AcceptForm(StepForm):
    at = None  # type: ignore[assignment]


class HandOnForm(StepForm):
    """To whom a ticket goes: by the rule, by name, or to nobody."""

    owner = forms.ChoiceField(
        label=_("To whom"), required=False, initial=BY_RULE, widget=forms.Select(attrs=COMBOBOX)
    )
    reason = written(_("Why, and what they should know"), rows=2, required=False)
    promises = forms.BooleanField(required=False, initial=True)
    at = None  # type: ignore[assignment]
    field_order = ("once", "owner", "reason", "promises")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(owners_possible())
        away = absences(found, clock.now())
        people = [
            (str(one.pk), f"{one.name} ({away[one.pk]})" if one.pk in away else one.name)
            for one in found
        ]
        choices = [
            (BY_RULE, _("whoever fits best: load, language, cause")),
            *people,
            ("", _("nobody: it waits for somebody to take it")),
        ]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]
        is_mine = self.person is not None and self.ticket.owner_id == self.person.pk
        self.fields["reason"].required = is_mine
        self._ask_for_promises()

    def _ask_for_promises(self) -> None:
        """Ask what becomes of what the owner promised on it, where that is still open."""
        read = vars(self.ticket).get("promised")
        promised = promises_of_ticket(str(self.ticket.pk)) if read is None else read
        owner = self.ticket.owner_id
        words = [one.words for one in promised if one.owner_id == owner and not one.ended_at]
        if not words:
            del self.fields["promises"]
            return
        self.fields["promises"].label = ngettext(
            "The open promise goes along", "The %(n)d open promises go along", len(words)
        ) % {"n": len(words)}
        self.fields["promises"].help_text = " · ".join(words)

    @property
    def note(self) -> str:
        """Say what became of the promises as well."""
        if "promises" not in self.fields or not self.cleaned_data["owner"]:
            return ""
        if self.cleaned_data["promises"]:
            return gettext("Handed on, and its open promises with it; the history says why.")
        return gettext("Handed on; its open promises stay with who made them.")

    @property
    def changes(self) -> dict[str, Any]:
        """The arguments of hand_on."""
        to = self.cleaned_data["owner"]
        found = owners_possible().filter(pk=to).first() if to.isdecimal() else None
        return {
            "owner": found,
            "by_rule": to == BY_RULE,
            "reason": self.cleaned_data["reason"],
            "promises": bool(self.cleaned_data.get("promises", False)),
        }
