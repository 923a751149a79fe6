"""How a relationship stands, drawn wherever a customer or a contact is shown."""

from collections.abc import Container, Iterable, Mapping

from django import template
from django.utils import dateformat
from django.utils.safestring import SafeString

from accounts.models import Contact, Customer, Person
from crm.drawn import address, drawn
from crm.home.queries.health import Bond, bond_of, bonds_of, bonds_of_contacts

register = template.Library()


@register.simple_tag(takes_context=True)
def bond(
    context: template.Context, customer: Customer, contact: Contact | None = None
) -> SafeString:
    """Draw the bond with a customer, or with one contact there, for who is signed in."""
    person = context["request"].user
    if contact is not None:
        found = bonds_of_contacts(person, [contact]).get(contact.pk)
    else:
        found = bond_of(person, customer)
    return standing(found)


@register.simple_tag
def bonds(person: Person, customers: Iterable[Customer]) -> dict[int, Bond]:
    """Give the bonds with all the customers of a list at once, by their ids."""
    return bonds_of(person, customers)


@register.simple_tag
def health(bond: Bond) -> SafeString:
    """Draw how it stands, and why."""
    return drawn("parts/health.html", {"state": str(bond.state)}, {"because": bond.because})


@register.simple_tag
def customer_rows(
    customers: Iterable[Customer],
    *,
    picks: bool,
    openable: Container[int],
    circle: str,
    bonds: Mapping[int, Bond],
    due: str = "",
) -> SafeString:
    """Draw the rows of a list of customers, of which there are fifty on a page."""
    shape = {"picks": bool(picks), "is_theirs": circle != "mine", "stands": bool(bonds)}
    rows = (
        _customer_row(
            one,
            shape | {"opens": one.pk in openable, "is_prospect": one.is_prospect},
            bonds.get(one.pk) if one.pk in openable else None,
            touch=_touch(one) if due else "",
        )
        for one in customers
    )
    return SafeString("".join(rows))


def _customer_row(
    customer: Customer, shape: dict[str, bool], bond: Bond | None, *, touch: str
) -> SafeString:
    return drawn("home/parts/customer_row.html", shape, {
        "pk": str(customer.pk),
        "name": customer.name,
        "url": address("customer", customer.pk),
        "sector": customer.sector,
        "country": customer.country,
        "steward": vars(customer).get("steward_name"),
        "contacts": str(vars(customer).get("contact_count") or 0),
        "touch": touch,
        "bond": standing(bond),
    })  # fmt: skip


def _touch(customer: Customer) -> str:
    day = customer.next_touch_on
    return f"{dateformat.format(day, 'j M Y')}: {customer.next_touch_why}" if day else ""


@register.simple_tag
def standing(bond: Bond | None) -> SafeString:
    """Draw how it stands, why, and whether it hangs by one person; nothing without a bond."""
    if bond is None:
        return SafeString()
    shape = {"is_thin": bond.is_thin, "talked_to": bool(bond.talked_to)}
    return drawn("home/parts/bond.html", shape, {"health": health(bond)})
