"""Forms about gifts: what was given or received, and what may be."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import AmountField, DayField, OnceForm
from accounts.forms.choices import CustomerNameField
from accounts.models import Contact, Customer, Person
from accounts.queries import contacts_reachable, customers_readable
from crm import company as our
from secrets_manual.forms.promises import ContactField
from secrets_manual.models import Gift
from secrets_manual.queries import contacts_of_mine

if TYPE_CHECKING:
    from django.db.models import QuerySet


class _WithAmounts(OnceForm):
    """Amounts are written in the company's currency, which stands in their labels."""

    amounts: dict[str, Any]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, label in self.amounts.items():
            field = self.fields[name]
            field.currency = our.currency()  # type: ignore[attr-defined]
            field.label = label % {"currency": our.currency()}


class GiftForm(_WithAmounts):
    """One gift, given or received."""

    direction = forms.ChoiceField(
        label=_("Was it given or received?"),
        choices=[("given", _("We gave it")), ("received", _("They gave it to me"))],
        initial=Gift.Direction.GIVEN,
        widget=forms.RadioSelect,
    )
    contact = ContactField(label=_("Whom, or from whom"), queryset=Contact.objects.none())
    what = forms.CharField(label=_("What is it?"), max_length=300)
    value = AmountField(currency="", if_blank=0)
    on = DayField(label=_("When"), required=False, help_text=_("Empty means today."))
    ticket_id = forms.ChoiceField(label=_("For an OOPS!"), required=False)
    ask = forms.BooleanField(
        label=_("If it is over a limit, ask a second person first"),
        required=False,
        help_text=_("Then give it only after they said yes."),
    )
    amounts = {"value": _("What is it worth, in %(currency)s?")}
    field_order = ("once", "direction", "contact", "what", "value", "on", "ticket_id", "ask")

    def __init__(
        self,
        *args: object,
        person: Person,
        customer: Customer | None,
        tickets: Iterable[str] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.customer = customer
        rows: QuerySet[Contact] = contacts_of_mine(person)
        contact = self.fields["contact"]
        if customer is not None:
            rows = contacts_reachable(person).filter(customer=customer).order_by("name", "id")
            contact.required = False
            contact.empty_label = _("The house as a whole")  # type: ignore[attr-defined]
        contact.queryset = rows.select_related("customer")  # type: ignore[attr-defined]
        offered: list[tuple[str, Any]] = [("", _("none"))]
        offered += [(each, f"OOPS {each}") for each in tickets]
        self.fields["ticket_id"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["ticket_id"].widget = forms.HiddenInput()

    @property
    def at(self) -> Any:
        """Where the gift went to or came from; without a contact, where the form was opened."""
        contact = self.cleaned_data["contact"]
        return contact.customer if contact else self.customer


class DecideForm(OnceForm):
    """A second person's word on a gift that is over a limit."""

    answer = forms.ChoiceField(
        label=_("May it be?"),
        choices=[("approved", _("Yes, I approve it")), ("refused", _("No"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Why"), max_length=300, required=False)


class HandForm(OnceForm):
    """The day an approved gift was given."""

    on = DayField(label=_("When was it given?"), required=False, help_text=_("Empty means today."))


class GiftPolicyForm(_WithAmounts):
    """What may be given at one customer, in a country, or at all where both are empty."""

    customer = CustomerNameField(
        label=_("Customer"), required=False, help_text=_("Empty: the rule of a country, or ours.")
    )
    country = forms.CharField(
        label=_("Country"),
        max_length=120,
        required=False,
        help_text=_("As it is written at its customers."),
    )
    nothing_at_all = forms.BooleanField(label=_("Nothing at all"), required=False)
    per_gift_minor = AmountField(currency="", required=False)
    per_year_minor = AmountField(currency="", required=False)
    source = forms.CharField(
        label=_("Where it stands"),
        max_length=300,
        help_text=_("Such as their code of conduct, the page, or who told us and when."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    amounts = {
        "per_gift_minor": _("Most for one gift, in %(currency)s"),
        "per_year_minor": _("Most for one person in a calendar year, in %(currency)s"),
    }

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["customer"].queryset = customers_readable(person)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Want both amounts, unless nothing at all may be given: an empty one is no limit."""
        cleaned = super().clean() or {}
        for name in self.amounts:
            if not cleaned.get("nothing_at_all") and cleaned.get(name, 0) is None:
                self.add_error(name, _("Write the amount, or tick “Nothing at all”."))
        return cleaned
