"""Whom somebody on the telephone may be: known by number, by name, or by a name that is near."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from accounts.models.folding import FoldedWords, names_with
from accounts.queries import contacts_by_phone, contacts_reachable, customers_alike_named

MOST = 4


@dataclass(frozen=True)
class Known:
    """Somebody we know; `key` is "c" and a customer's number, or "k" and a contact's."""

    key: str
    words: str


def contacts_by_reach(person: Person, phone: str, email: str) -> list[Contact]:
    """Find the contacts that have this number or address, among those a person may reach."""
    if email:
        found = contacts_reachable(person).filter(email__iexact=email).select_related("customer")
        return list(found.order_by("id")[:MOST])
    return contacts_by_phone(person, phone, most=MOST) if phone else []


def perhaps_of(
    person: Person, *, customers: list[Customer], name: str, who: str, near: list[Contact]
) -> list[Known]:
    """Give whom an unknown customer's name may mean: by the human first, then by a name near it.

    `customers` are those called exactly so, where there are several.
    """
    contacts = (
        contacts_reachable(person).filter(name__iexact=who) if who else Contact.objects.none()
    )
    humans = [*near, *contacts.select_related("customer").order_by("id")[:MOST]]
    found = [*_humans(humans), *_customers(customers or customers_alike_named(person, name))]
    return list(dict.fromkeys(found))[: 2 * MOST]


def perhaps_at(person: Person, customer: Customer, who: str, near: list[Contact]) -> list[Known]:
    """Give the contacts of a customer whom a name may mean."""
    there = [one for one in near if one.customer_id == customer.pk]
    named = _named_alike(contacts_reachable(person).filter(customer=customer), who)
    return list(dict.fromkeys(_humans([*there, *named.select_related("customer")[:MOST]])))


def _named_alike(contacts: QuerySet[Contact], who: str) -> QuerySet[Contact]:
    holding, alike = names_with(who)
    near = Q(upper_name__trigram_similar=who.upper())
    known = contacts.alias(folded_name=FoldedWords("name"), upper_name=Upper("name"))
    return known.filter(holding | alike | near).order_by("name", "id")


def _humans(contacts: list[Contact]) -> Iterator[Known]:
    for one in contacts:
        words = {"contact": one.name, "customer": one.customer.name}
        told = one.phone or one.email
        at = _("%(contact)s at %(customer)s") % words
        yield Known(f"k{one.pk}", f"{at}, {told}" if told else at)


def _customers(customers: "list[Customer] | QuerySet[Customer]") -> Iterator[Known]:
    for one in customers:
        yield Known(f"c{one.pk}", ", ".join(part for part in (one.name, one.country) if part))
