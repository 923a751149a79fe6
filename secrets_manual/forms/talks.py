"""Forms about conversations: with whom, what was asked, what they said."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import MomentField, OnceForm
from accounts.models import Contact, Person
from secrets_manual.models import Conversation
from secrets_manual.queries import contacts_of_mine


class ContactAtCustomerField(forms.ModelChoiceField[Contact]):
    """One of the contacts, each with the customer: two may bear the same name."""

    def label_from_instance(self, obj: Contact) -> str:
        return f"{obj.name}, {obj.customer.name}"


class ConversationForm(OnceForm):
    """A conversation begins: with whom, how, and what we came with."""

    contact = ContactAtCustomerField(
        label=gettext_lazy("With"), queryset=Contact.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("How"), choices=Conversation.Kind.choices)
    at = MomentField(
        label=gettext_lazy("When"), required=False, help_text=gettext_lazy("Empty means now.")
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("This time we"),
        choices=Conversation.Direction.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["contact"].queryset = contacts_of_mine(person)  # type: ignore[attr-defined]


class TurnForm(OnceForm):
    """A question and their words."""

    question = forms.CharField(label=gettext_lazy("Question"), max_length=300)
    words = forms.CharField(
        label=gettext_lazy("What they said"),
        max_length=2000,
        error_messages={
            "required": gettext_lazy("Write it in their words, even if it is “nothing yet”.")
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
