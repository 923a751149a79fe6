"""Reads about fields of one's own, and lists narrowed by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, QuerySet
from django.db.models.fields.json import KeyTextTransform

from accounts.models import Contact, CustomAbout, Customer, CustomField, CustomType, Person
from accounts.queries.visible import customers_readable
from accounts.rules import custom_from_text

Row = TypeVar("Row", Customer, Contact)


@dataclass(frozen=True)
class Shown:
    """One filled field as a page shows it; `value` is of the field's type."""

    field: CustomField
    value: object


def custom_fields(about: str) -> QuerySet[CustomField]:
    """Give the fields that are filled today, in their order."""
    return custom_fields_ever(about).filter(retired_at__isnull=True)


def custom_fields_ever(about: str) -> QuerySet[CustomField]:
    """Give retired fields too."""
    return CustomField.objects.filter(about=about).order_by("position", "id")


def custom_shown(row: Customer | Contact, *, to: Person | None = None) -> list[Shown]:
    """Give what is filled in, in order; asks nothing when nothing is.

    With `to`, the same question gives nothing to a person who may not read the customer.
    """
    if not row.custom:
        return []
    about = CustomAbout.CUSTOMER if isinstance(row, Customer) else CustomAbout.CONTACT
    fields = custom_fields_ever(about).filter(key__in=list(row.custom))
    if to is not None:
        about_id = row.pk if isinstance(row, Customer) else row.customer_id
        fields = fields.filter(Exists(customers_readable(to).filter(pk=about_id)))
    return [Shown(field, row.custom[field.key]) for field in fields]


def narrowed_by_custom(
    person: Person, customers: QuerySet[Customer], asked: Mapping[str, str]
) -> QuerySet[Customer]:
    """Narrow a list by fields of one's own, to customers whose page the person may read.

    `asked` gives what is looked for by the field's name in a form. Text and links are looked
    for inside; everything else must be the same. What cannot be read finds nothing.
    """
    if not asked:
        return customers
    readable = customers.filter(pk__in=customers_readable(person).values("pk"))
    return _narrowed(readable, CustomAbout.CUSTOMER, asked)


def contacts_by_custom(
    person: Person, contacts: QuerySet[Contact], asked: Mapping[str, str]
) -> QuerySet[Contact]:
    """Narrow contacts in the same way, to those of customers the person may read."""
    if not asked:
        return contacts
    readable = contacts.filter(customer__in=customers_readable(person).values("pk"))
    return _narrowed(readable, CustomAbout.CONTACT, asked)


def _narrowed(rows: QuerySet[Row], about: str, asked: Mapping[str, str]) -> QuerySet[Row]:
    for field in custom_fields_ever(about):
        text = asked.get(field.input_name, "")
        if not text:
            continue
        if field.type in {CustomType.TEXT, CustomType.LINK}:
            said = f"said_{field.key}"
            rows = rows.alias(**{said: KeyTextTransform(field.key, "custom")})
            rows = rows.filter(**{f"{said}__holds": text})
            continue
        try:
            value = custom_from_text(field.type, text, field.choices)
        except ValueError:
            return rows.none()
        rows = rows.filter(custom__contains={field.key: value})
    return rows


def uses_of(field: CustomField, choice: str | None = None) -> int:
    """Count the rows that have a value in the field, or one of its choices."""
    model = Customer if field.about == CustomAbout.CUSTOMER else Contact
    rows = model._default_manager.all()  # noqa: SLF001
    if choice is None:
        return rows.filter(custom__has_key=field.key).count()
    return rows.filter(custom__contains={field.key: choice}).count()
