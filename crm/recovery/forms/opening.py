"""A mishap as the customer told it, written down at the telephone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import MomentField, PersonField
from crm.recovery.forms.callers import CallerForm
from crm.recovery.forms.steps import written
from crm.recovery.models import Channel, Severity
from crm.recovery.queries import owners_possible


class NewTicketForm(CallerForm):
    """A mishap as the customer told it."""

    words = forms.CharField(
        label=_("What happened, in their words"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "note-input", "autofocus": True}),
        max_length=4000,
        error_messages={"required": _("Write down what happened, in the customer's words.")},
    )
    severity = forms.TypedChoiceField(
        label=_("How bad is it for them?"),
        choices=Severity.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("How it reached us"), choices=Channel.choices, initial=Channel.PHONE
    )
    reported_at = MomentField(
        label=_("When did the customer tell us?"), required=False, help_text=_("Empty means now.")
    )
    next_word_by = MomentField(
        label=_("By when do they need it?"),
        required=False,
        help_text=_("By then they hear from us: whoever looks after it is reminded."),
    )
    owner = PersonField(label=_("Who looks after it"), required=False)
    make_right_words = written(_("What would make it right"), rows=2, required=False)
    cost_words = written(_("What it cost them"), rows=2, required=False)
    mail = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("once", "customer", "contact", "words", "severity", "channel", "reported_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_possible()  # type: ignore[attr-defined]
