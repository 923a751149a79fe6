"""Whom the "about" field offers: a few likely people as chips, everybody by searching."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Contact, Customer, Person
from secrets_manual.queries import (
    Twin,
    contacts_beside,
    contacts_found,
    contacts_nearby,
    customers_found,
    perhaps_the_same,
)

NEARBY = 6
FOUND = 12
BESIDE = 3


@dataclass(frozen=True)
class Offer:
    """One choice of the "about" field; `is_today` when one talked to them today.

    `is_apart` when it says which of several namesakes or doubles this is, `twin` being the other;
    `is_added` when it has a place of its own before those that were likely from the start.
    """

    code: str
    name: str
    at: str = ""
    is_today: bool = False
    is_apart: bool = False
    is_added: bool = False
    twin: Twin | None = None


def about_code(contact: Contact | None, customer: Customer | None = None) -> str:
    """Give the code of the "about" field: contact-12, or customer-5 for the whole of it."""
    if contact is not None:
        return f"contact-{contact.pk}"
    return f"customer-{customer.pk}" if customer is not None else ""


def offer_of(
    contact: Contact | None,
    customer: Customer,
    *,
    is_today: bool = False,
    is_added: bool = False,
    twin: Twin | None = None,
) -> Offer:
    """Give the offer for a contact, or for the customer as a whole."""
    code = about_code(contact, customer)
    if contact is None:
        return Offer(code, customer.name, is_added=is_added)
    apart = _apart(contact, twin)
    at = " · ".join([*apart, customer.name])
    is_apart = bool(apart or twin)
    return Offer(code, contact.name, at, is_today, is_apart, is_added, twin)


def _apart(contact: Contact, twin: Twin | None) -> list[str]:
    """Say which of two namesakes or doubles this is, when the query looked for any."""
    if twin is None and not getattr(contact, "has_namesake", False):
        return []
    mail = contact.email.partition("@")[0]
    alike = getattr(contact, "has_titled_namesake", False)
    told = (mail or contact.title) if alike else (contact.title or mail)
    return [told] if told else []


def offers_nearby(person: Person) -> list[Offer]:
    """Give those added today, then the likeliest: of today, of late, then by name."""
    near = contacts_nearby(person, most=NEARBY)
    twins = _twins(person, (*near.added, *near.likely))

    def offers(contacts: list[Contact], *, is_added: bool) -> list[Offer]:
        return [
            offer_of(
                each,
                each.customer,
                is_today=each.pk in near.today,
                is_added=is_added,
                twin=twins.get(each.pk),
            )
            for each in contacts
        ]

    return [*offers(near.added, is_added=True), *offers(near.likely, is_added=False)]


def offers_found(person: Person, words: str) -> list[Offer]:
    """Give people and whole customers that have all the words; without words, the first ones."""
    people = contacts_found(person, words)[:FOUND]
    customers = customers_found(person, words)[:FOUND]
    twins = _twins(person, people)
    return [
        *(offer_of(each, each.customer, twin=twins.get(each.pk)) for each in people),
        *(offer_of(None, each) for each in customers),
    ]


def offers_beside(person: Person, code: str) -> list[Offer]:
    """Give a few others of the customer of somebody just found, who is seldom alone there."""
    what, _dash, pk = code.partition("-")
    if what != "contact" or not pk.isdecimal() or len(pk) > 18:
        return []
    people = contacts_beside(person, int(pk))[:BESIDE]
    return [offer_of(each, each.customer, is_added=True) for each in people]


def _twins(person: Person, contacts: Iterable[Contact]) -> dict[int, Twin]:
    doubles = [each.pk for each in contacts if getattr(each, "has_double", False)]
    return perhaps_the_same(person, doubles) if doubles else {}
