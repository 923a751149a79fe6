"""How a relationship stands, drawn wherever a customer or a contact is shown."""

from collections.abc import Iterable

from django import template

from accounts.models import Contact, Customer, Person
from crm.home.queries.health import Bond, bond_of, bonds_of, bonds_of_contacts

register = template.Library()


@register.inclusion_tag("home/parts/bond.html", takes_context=True)
def bond(
    context: template.Context, customer: Customer, contact: Contact | None = None
) -> dict[str, object]:
    """Draw the bond with a customer, or with one contact there, for who is signed in."""
    person = context["request"].user
    if contact is not None:
        found = bonds_of_contacts(person, [contact]).get(contact.pk)
    else:
        found = bond_of(person, customer)
    return {"bond": found, "customer": customer, "contact": contact}


@register.simple_tag
def bonds(person: Person, customers: Iterable[Customer]) -> dict[int, Bond]:
    """Give the bonds with all the customers of a list at once, by their ids."""
    return bonds_of(person, customers)


@register.filter
def bond_with(found: dict[int, Bond], customer: Customer) -> Bond | None:
    """Give one customer's bond of those that `bonds` gave."""
    return found.get(customer.pk)
