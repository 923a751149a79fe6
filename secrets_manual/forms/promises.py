"""Forms about promises, ours and theirs."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import MomentField, OnceForm, PersonField, VersionedForm
from accounts.models import Contact, Customer, Person
from accounts.queries import contacts_reachable, with_role
from secrets_manual.models import Promise
from secrets_manual.queries import contacts_of_mine

if TYPE_CHECKING:
    ContactChoice = forms.ModelChoiceField[Contact]
else:
    ContactChoice = forms.ModelChoiceField

SERVING = ("rep", "service", "lead", "manager", "director")


class ContactField(ContactChoice):
    """One of the contacts a form offers, with the customer's name beside theirs."""

    def label_from_instance(self, obj: Contact) -> str:
        return f"{obj.name}, {obj.customer.name}"


class PromiseForm(OnceForm):
    """What we promised, and by when."""

    words = forms.CharField(label=gettext_lazy("What we promised"), max_length=500)
    due_at = MomentField(label=gettext_lazy("By"))


class CommitmentForm(OnceForm):
    """What they said they would do, and by when."""

    words = forms.CharField(label=gettext_lazy("What they will do"), max_length=500)
    due_at = MomentField(label=gettext_lazy("By"))


class _WithContactForm(OnceForm):
    """To whom, or from whom: a contact of one customer, or of all one looks after."""

    contact = ContactField(label=gettext_lazy("With"), queryset=Contact.objects.none())
    field_order = ("contact", "words", "due_at", "owner")

    def __init__(
        self, *args: object, person: Person, customer: Customer | None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        rows = contacts_of_mine(person)
        if customer is not None:
            rows = contacts_reachable(person).filter(customer=customer).order_by("name", "id")
        contact = self.fields["contact"]
        contact.queryset = rows.select_related("customer")  # type: ignore[attr-defined]


class NewPromiseForm(PromiseForm, _WithContactForm):
    """A promise made outside of a conversation."""

    owner = PersonField(label=gettext_lazy("Who keeps it"), required=False, empty_label="")

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, person=person, **kwargs)  # type: ignore[arg-type]
        owner = self.fields["owner"]
        owner.queryset = with_role(*SERVING)  # type: ignore[attr-defined]
        owner.empty_label = gettext_lazy("I do")  # type: ignore[attr-defined]


class NewCommitmentForm(CommitmentForm, _WithContactForm):
    """A commitment heard outside of a conversation."""


class ChangePromiseForm(PromiseForm, VersionedForm):
    """Other words or another time for an open promise."""


class ChangeCommitmentForm(CommitmentForm, VersionedForm):
    """Other words or another time for an open commitment."""


class ReasonForm(OnceForm):
    """Why a promise is not kept."""

    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=500,
        error_messages={"required": gettext_lazy("Say why it was not kept.")},
    )


class MissedForm(OnceForm):
    """What they said about what did not come, if anything."""

    reason = forms.CharField(
        label=gettext_lazy("What they said about it"), max_length=500, required=False
    )


class OwnerForm(OnceForm):
    """Who keeps it from now on."""

    owner = PersonField(label=gettext_lazy("Who keeps it from now on"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["owner"].queryset = with_role(*SERVING)  # type: ignore[attr-defined]


class SaysForm(OnceForm):
    """The customer's own word on a promise."""

    says = forms.ChoiceField(
        label=gettext_lazy("The customer says"),
        choices=[("", gettext_lazy("nothing yet")), *Promise.Says.choices],
        required=False,
    )
