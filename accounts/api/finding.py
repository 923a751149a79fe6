"""The rows that a body names by id; one the person cannot see is a sentence at its field."""

from typing import Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import Contact, Customer, Person
from accounts.queries import contacts_reachable, customers_named


def find_customer(person: Person, pk: str, field: str = "customer") -> Customer:
    """Find a customer the person may name; a foreign or senseless id is a sentence at the field."""
    found = customers_named(person).filter(pk=_as_key(pk)).first()
    return found or refuse_field(field, _("There is no such customer."))


def find_contact(person: Person, pk: str, field: str = "contact") -> Contact:
    """Find a contact the person may reach."""
    rows = contacts_reachable(person).select_related("customer")
    found = rows.filter(pk=_as_key(pk)).first()
    return found or refuse_field(field, _("There is no such contact."))


def find_person(pk: str, field: str) -> Person:
    """Find a colleague who is still with us."""
    found = Person.objects.filter(pk=_as_key(pk), is_active=True).first()
    return found or refuse_field(field, _("There is no such colleague."))


def find_named(person: Person, wanted: dict[str, Any]) -> None:
    """Put rows in the place of the ids `customer`, `contact` and `owner`, where they stand.

    A contact alone says which customer it is; without either, the sentence is at `customer`.
    """
    if "contact" in wanted:
        wanted["contact"] = find_contact(person, wanted["contact"])
    if "customer" in wanted:
        wanted["customer"] = find_customer(person, wanted["customer"])
    elif "contact" in wanted:
        wanted["customer"] = wanted["contact"].customer
    else:
        refuse_field("customer", _("Say which customer or contact it is about."), "required")
    if "owner" in wanted:
        wanted["owner"] = find_person(wanted["owner"], "owner")


def refuse_field(field: str, sentence: str, code: str = "not_found") -> NoReturn:
    """Refuse the body for one of its fields."""
    raise serializers.ValidationError({field: [sentence]}, code)


def _as_key(pk: str) -> int:
    """Give the number of an id, or one that no row has."""
    return int(pk) if pk.isascii() and pk.isdecimal() and len(pk) <= 18 else -1
