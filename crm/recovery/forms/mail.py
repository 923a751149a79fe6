"""Forms about mail: to whose ticket it belongs, and what we write back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import MomentField, OnceForm
from crm import clock
from crm.recovery.forms.steps import StepForm, written
from crm.recovery.models import Ticket


class TicketChoice(forms.ModelChoiceField[Ticket]):
    """A ticket, with what tells it from its neighbours."""

    def label_from_instance(self, obj: Ticket) -> str:
        """Give number, customer and the first words."""
        return f"OOPS {obj.pk}, {obj.customer.name}: {obj.words[:60]}"


class AttachForm(OnceForm):
    """The ticket a mail belongs to, among the open ones one may read."""

    ticket = TicketChoice(
        label=_("The ticket it belongs to"),
        queryset=Ticket.objects.none(),
        error_messages={"invalid_choice": _("There is no such open ticket.")},
    )

    def __init__(self, *args: Any, tickets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticket"].queryset = tickets  # type: ignore[attr-defined]


class ReplyForm(StepForm):
    """A mail to the ticket's contact, written by one of us and sent by nobody else."""

    words = written(_("Your words to them"), rows=6)
    next_word_by = MomentField(
        label=_("When will they hear from you next?"),
        required=False,
        help_text=_("You are reminded, until you write again."),
    )
    is_response = forms.BooleanField(
        label=_("This is our response: stop the clock to respond"), required=False
    )
    at = None  # type: ignore[assignment]
    field_order = ("once", "words", "next_word_by", "is_response")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        due_at = self.ticket.next_word_by
        # What they were promised stands until it is kept or moved: a first word keeps it seldom.
        if due_at is not None and due_at > clock.now():
            self.fields["next_word_by"].initial = due_at
        if self.ticket.cycle.responded_at is not None or self.ticket.state != "open":
            del self.fields["is_response"]


class StandingForm(StepForm):
    """What the customer reads on their own page; of what we write elsewhere they read nothing."""

    understood_words = forms.CharField(
        label=_("What we understood, as they read it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    done_words = forms.CharField(
        label=_("What was done, as they read it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
        help_text=_("In their language, without our own words. It stands on their page at once."),
    )
    at = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["understood_words"].initial = self.ticket.understood_words
        self.fields["done_words"].initial = self.ticket.cycle.done_words
