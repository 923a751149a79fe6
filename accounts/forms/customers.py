"""Forms about customers and contacts."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.choices import (
    COMBOBOX,
    CustomerNameField,
    PersonField,
    SpokenLanguageField,
    ZoneField,
)
from accounts.forms.custom import WithCustomFields
from accounts.forms.once import DayField, OnceForm
from accounts.models import Contact, Customer, CustomField, Person
from crm import company as our
from crm import money


class CustomerForm(WithCustomFields, forms.ModelForm[Customer]):
    """What we know about a customer; the first steward is asked for where it is not oneself."""

    zone = ZoneField()
    language = SpokenLanguageField()
    annual_revenue = forms.DecimalField(
        label=_("Revenue a year"), required=False, min_value=0, max_value=10**12, decimal_places=2
    )
    parent = CustomerNameField(
        label=_("Belongs to"), required=False, help_text=_("The name of another customer.")
    )
    steward = PersonField(label=_("Steward"), required=False)

    class Meta:
        model = Customer
        fields: ClassVar = [
            "name", "kind", "is_prospect", "sector", "country", "website", "phone", "address",
            "zone", "language", "employees", "founded_year", "parent", "keeper",
        ]  # fmt: skip
        help_texts: ClassVar = {
            "kind": _("An organisation or a household we serve."),
            "keeper": _("Keeps the manual of what they want."),
        }
        widgets: ClassVar = {
            "address": forms.Textarea(attrs={"rows": 2}),
            "keeper": forms.Select(attrs=COMBOBOX),
        }

    def __init__(
        self,
        *args: object,
        parents: QuerySet[Customer],
        people: QuerySet[Person],
        stewards: QuerySet[Person] | None = None,
        custom: Iterable[CustomField] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].offer(self.instance.language)  # type: ignore[attr-defined]
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        self.fields["keeper"].queryset = people  # type: ignore[attr-defined]
        self.fields["keeper"].empty_label = _("Nobody yet")  # type: ignore[attr-defined]
        if stewards is None:
            del self.fields["steward"]
        else:
            self.fields["steward"].queryset = stewards  # type: ignore[attr-defined]
        revenue = self.instance.annual_revenue_minor
        if revenue is not None:
            digits = money.minor_digits(our.currency())
            self.initial["annual_revenue"] = f"{revenue / 10**digits:.{digits}f}"
        self.initial["version"] = self.instance.version
        self.order_fields([*self.Meta.fields[:12], "annual_revenue"])
        self.add_custom(custom, self.instance.custom)

    @property
    def changes(self) -> dict[str, object]:
        """The arguments of add_customer and change_customer."""
        found = super().changes
        revenue = found.pop("annual_revenue")
        found["annual_revenue_minor"] = (
            None if revenue is None else money.to_minor(str(revenue), our.currency())
        )
        return found


class ContactForm(WithCustomFields, forms.ModelForm[Contact]):
    """A human at a customer."""

    zone = ZoneField()
    language = SpokenLanguageField(
        help_text=_("Our letters to them follow it, where we write in it.")
    )

    class Meta:
        model = Contact
        fields: ClassVar = [
            "name", "title", "email", "phone", "language", "zone", "is_public_official",
            "may_be_asked", "no_surprises",
        ]  # fmt: skip
        help_texts: ClassVar = {
            "is_public_official": _("Gifts are out of the question then."),
            "may_be_asked": _("Take the tick away when they say no to report cards."),
        }

    def __init__(self, *args: object, custom: Iterable[CustomField] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].offer(self.instance.language)  # type: ignore[attr-defined]
        self.initial["version"] = self.instance.version
        self.add_custom(custom, self.instance.custom)


class EntrustForm(OnceForm):
    """Who looks after the customer from a day on."""

    steward = PersonField(label=_("New steward"))
    from_on = DayField(label=_("From"), help_text=_("The one before looks after them until then."))

    def __init__(self, *args: object, stewards: QuerySet[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["steward"].queryset = stewards  # type: ignore[attr-defined]
