"""What somebody is good at, how tickets are shared out, and to whom one is handed on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from accounts.forms.choices import COMBOBOX
from accounts.rules import LANGUAGES
from crm.recovery.forms.steps import StepForm, written
from crm.recovery.models import Cause, Mode
from crm.recovery.queries import causes_offered, owners_possible

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
    at = None  # type: ignore[assignment]
    field_order = ("once", "owner", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), one.name) for one in owners_possible()]
        choices = [
            (BY_RULE, _("whoever fits best: load, language, cause")),
            *people,
            ("", _("nobody: it waits for somebody to take it")),
        ]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]
        is_mine = self.person is not None and self.ticket.owner_id == self.person.pk
        self.fields["reason"].required = is_mine

    @property
    def changes(self) -> dict[str, Any]:
        """The arguments of hand_on."""
        to = self.cleaned_data["owner"]
        found = owners_possible().filter(pk=to).first() if to.isdecimal() else None
        return {
            "owner": found, "by_rule": to == BY_RULE, "reason": self.cleaned_data["reason"]
        }  # fmt: skip
