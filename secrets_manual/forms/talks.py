"""Forms about conversations: with whom, what was asked, what they said."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import MomentField, OnceForm, VersionedForm
from accounts.models import Contact, Person
from secrets_manual.forms.promises import ContactField
from secrets_manual.models import Conversation
from secrets_manual.queries import contacts_of_mine


class _HowForm(OnceForm):
    """How, when, on whose start, and how it felt."""

    kind = forms.ChoiceField(label=gettext_lazy("How"), choices=Conversation.Kind.choices)
    at = MomentField(label=gettext_lazy("When"), required=False)
    started_by = forms.ChoiceField(
        label=gettext_lazy("Who started it"),
        choices=Conversation.Starter.choices,
        required=False,
        widget=forms.RadioSelect,
    )


class ConversationForm(_HowForm):
    """A conversation begins: with whom, how, and what we came with."""

    contact = ContactField(
        label=gettext_lazy("With"), queryset=Contact.objects.none(), empty_label=None
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("This time we"),
        choices=Conversation.Direction.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    field_order = ("contact", "kind", "at", "started_by", "direction")

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["contact"].queryset = contacts_of_mine(person)  # type: ignore[attr-defined]


class ChangeConversationForm(_HowForm, VersionedForm):
    """A correction of a conversation: how, when, who took part, and the notes."""

    felt = forms.ChoiceField(
        label=gettext_lazy("How it felt"),
        choices=Conversation.Felt.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    contacts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who took part"),
        queryset=Contact.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=gettext_lazy("Notes"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("kind", "at", "contacts", "started_by", "felt", "words")

    def __init__(self, *args: object, talk: Conversation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        contacts = talk.customer.contacts.order_by("name", "id")
        self.fields["contacts"].queryset = contacts  # type: ignore[attr-defined]
        self.fields["at"].required = True

    @classmethod
    def of(cls, talk: Conversation, sent: object = None) -> "ChangeConversationForm":
        """Make the form of a conversation, filled with what stands there."""
        initial = {name: getattr(talk, name) for name in cls.own_names()} | {
            "version": talk.version,
            "contacts": [part.contact_id for part in talk.parts.all()],
        }
        return cls(sent, initial=initial, talk=talk)

    @staticmethod
    def own_names() -> tuple[str, ...]:
        """Name the columns that two editors may change."""
        return ("kind", "at", "started_by", "felt", "words")


class MoodForm(OnceForm):
    """Who started it and how it felt, in two taps."""

    started_by = forms.ChoiceField(choices=Conversation.Starter.choices, required=False)
    felt = forms.ChoiceField(choices=Conversation.Felt.choices, required=False)


class TurnForm(OnceForm):
    """A question and their words."""

    question = forms.CharField(
        label=gettext_lazy("Question"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("What they said"),
        max_length=2000,
        error_messages={
            "required": gettext_lazy("Write it in their words, even if it is “nothing yet”.")
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_question(self) -> str:
        """A question is one line, however it was broken while it was typed."""
        return " ".join(str(self.cleaned_data["question"]).split())
