"""Whom the "about" field offers: a few likely people as chips, everybody by searching."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from secrets_manual.queries import contacts_found, contacts_nearby, customers_found

NEARBY = 6
FOUND = 12


@dataclass(frozen=True)
class Offer:
    """One choice of the "about" field; `is_today` when one talked to them today.

    `is_apart` when it says which of several namesakes or doubles this is.
    """

    code: str
    name: str
    at: str = ""
    is_today: bool = False
    is_apart: bool = False


def about_code(contact: Contact | None, customer: Customer | None = None) -> str:
    """Give the code of the "about" field: contact-12, or customer-5 for the whole of it."""
    if contact is not None:
        return f"contact-{contact.pk}"
    return f"customer-{customer.pk}" if customer is not None else ""


def offer_of(contact: Contact | None, customer: Customer, *, is_today: bool = False) -> Offer:
    """Give the offer for a contact, or for the customer as a whole."""
    code = about_code(contact, customer)
    if contact is None:
        return Offer(code, customer.name)
    apart = _apart(contact)
    at = " · ".join([*apart, customer.name])
    return Offer(code, contact.name, at, is_today, is_apart=bool(apart))


def _apart(contact: Contact) -> list[str]:
    """Say which of two namesakes or doubles this is, when the query looked for any."""
    is_double = getattr(contact, "has_double", False)
    if not is_double and not getattr(contact, "has_namesake", False):
        return []
    mail = contact.email.partition("@")[0]
    alike = getattr(contact, "has_titled_namesake", False)
    told = (mail or contact.title) if alike else (contact.title or mail)
    same = [_("perhaps the same")] if is_double else []
    return [each for each in (told, *same) if each]


def offers_nearby(person: Person) -> list[Offer]:
    """Give the likeliest people: those of today, of late, then by name."""
    near, today = contacts_nearby(person, most=NEARBY)
    return [offer_of(each, each.customer, is_today=each.pk in today) for each in near]


def offers_found(person: Person, words: str) -> list[Offer]:
    """Give people and whole customers that have all the words; without words, the first ones."""
    people = contacts_found(person, words)[:FOUND]
    customers = customers_found(person, words)[:FOUND]
    return [
        *(offer_of(each, each.customer) for each in people),
        *(offer_of(None, each) for each in customers),
    ]
