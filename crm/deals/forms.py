"""Forms about deals: the shape of what people send; the rules live in the actions."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import AmountField, DayField, OnceForm
from accounts.models import Contact, Customer, Person
from accounts.queries import customers_writable
from crm.deals.models import Deal, Product, Stage
from crm.deals.queries import products
from crm.money import shown


class DealForm(OnceForm):
    """Open a deal: with whom, about what."""

    customer = forms.ModelChoiceField(
        Customer.objects.none(), label=_("Customer"), empty_label=_("Choose a customer")
    )
    name = forms.CharField(label=_("What it is about"), max_length=300)
    product = forms.ModelChoiceField(
        Product.objects.none(), label=_("Product"), required=False, empty_label=_("Not known yet")
    )
    secret = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, person: Person, currency: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._choices("customer", customers_writable(person).order_by("name"))
        self._choices("product", products())
        self.fields["amount_minor"] = AmountField(
            currency=currency,
            label=_("Amount, %(currency)s") % {"currency": currency},
            required=False,
        )

    def _choices(self, name: str, rows: object) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows  # type: ignore[assignment]


class MoveForm(OnceForm):
    """Move a deal to another stage."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    closed_on = DayField(label=_("Day it was won or lost"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, deal: Deal, currency: str, **kwargs: object) -> None:
        kwargs.setdefault("initial", {"stage": deal.stage, "version": deal.version})
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["amount_minor"] = AmountField(
            currency=currency,
            label=_("Amount, %(currency)s") % {"currency": currency},
            required=False,
            help_text=self._as_it_stands(deal, currency),
        )
        self.order_fields(["stage", "amount_minor", "closed_on", "reason"])

    def _as_it_stands(self, deal: Deal, currency: str) -> str:
        if deal.amount_minor is None:
            return ""
        amount = shown(deal.amount_minor, currency)
        return gettext("Leave it empty to keep %(amount)s.") % {"amount": amount}


class SuccessForm(OnceForm):
    """How the customer defines success, in their own words."""

    words = forms.CharField(
        label=_("Exactly how would they define success for this project?"),
        help_text=_("Their own words, as nearly as you can."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "note-input"}),
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label=_("Who said it"),
        required=False,
        empty_label=_("Nobody in particular"),
    )
    said_on = DayField(label=_("When"))
    field_order = ["words", "contact", "said_on"]

    def __init__(self, *args: object, deal: Deal, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["contact"]
        if isinstance(field, forms.ModelChoiceField) and deal.customer:
            field.queryset = deal.customer.contacts.order_by("name")
