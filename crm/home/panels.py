"""What other apps show on the pages of a customer and a contact: one function each.

A function takes the person who asks and the customer (or contact) and gives a `Panel`, or None
where there is nothing for this person to see. Its template is drawn with `panel`, the words in
`content`. `place` is "top" (above the timeline: what cannot wait) or "aside" (beside it).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Person
from accounts.queries import custom_shown, family_of
from crm import clock
from crm.home.queries.evidence import evidence_of
from crm.home.queries.health import bond_with_contact, bonds_from
from crm.recovery.queries import last_bounce
from secrets_manual.permissions import GIVING
from secrets_manual.queries import (
    allowance_for,
    open_both_ways,
    suggestions_shown,
    what_is_allowed,
)


@dataclass(frozen=True)
class Panel:
    """One part of a page: which template, with what, and where."""

    template: str
    content: dict[str, object] = field(default_factory=dict)
    place: str = "aside"


def _next_touch(_person: Person, customer: Customer) -> Panel | None:
    """Show when we mean to be in touch; the page around it says who may change that."""
    return Panel("home/parts/next_touch.html", {"customer": customer, "today": clock.today()})


def _family(person: Person, customer: Customer) -> Panel | None:
    family = family_of(person, customer)
    if not family.above and not family.sites:
        return None
    return Panel("home/parts/family.html", {"family": family, "customer": customer})


def _health(person: Person, customer: Customer) -> Panel | None:
    """Show how it stands to those who read of the customer, and the open mishaps one may see."""
    known = evidence_of(person, [customer.pk])
    bond = bonds_from(known).get(customer.pk)
    mishaps = sorted(known.mishaps[customer.pk], key=lambda mishap: mishap.due_at)
    if bond is None and not mishaps:
        return None
    talks_url = f"{reverse('customer', args=[customer.pk])}?show=conversations"
    content: dict[str, object] = {
        "bond": bond,
        "talks_url": talks_url,
        "mishaps": mishaps[:5],
        "count": len(mishaps),
    }
    return Panel("home/parts/health_panel.html", content)


def _health_of_contact(person: Person, contact: Contact) -> Panel | None:
    """Show how it stands with them, and the open mishaps they reported."""
    known = evidence_of(person, [contact.customer_id])
    bond = bond_with_contact(known, contact) if known.homes else None
    mishaps = [one for one in known.mishaps[contact.customer_id] if one.contact == contact.pk]
    if bond is None and not mishaps:
        return None
    mishaps.sort(key=lambda mishap: mishap.due_at)
    content: dict[str, object] = {"bond": bond, "mishaps": mishaps[:5], "count": len(mishaps)}
    return Panel("home/parts/health_panel.html", content)


def _agreed_with_contact(person: Person, contact: Contact) -> Panel | None:
    """Show what is owed both ways between us and one contact."""
    both = open_both_ways(person, contact.customer, contact=contact, most=8)
    if not both:
        return None
    return Panel("home/parts/agreed_panel.html", {"both": both, "now": clock.now()})


def _place_of_contact(_person: Person, contact: Contact) -> Panel | None:
    """Show their part where they work: the view reads it along with the contact."""
    parts = vars(contact).get("parts_read")
    return (
        Panel("home/parts/place_panel.html", {"parts": parts, "pk": contact.pk}) if parts else None
    )


def _suggested(person: Person, customer: Customer) -> Panel | None:
    """Show the steward which ideas for an offer wait for their word."""
    waiting = suggestions_shown(person, customer)
    return Panel("home/parts/suggested_panel.html", {"waiting": waiting}) if waiting else None


def _agreed(person: Person, customer: Customer) -> Panel | None:
    """Show what is owed both ways, as far as the person may see it."""
    both = open_both_ways(person, customer, most=8)
    if not both:
        return None
    return Panel("home/parts/agreed_panel.html", {"both": both, "now": clock.now()})


def _gifts(person: Person, customer: Customer) -> Panel | None:
    """Say what may be given there, to whoever reads of the customer or serves them."""
    if not person.has_role(*GIVING):
        return None
    allowed = what_is_allowed(allowance_for(customer))
    return Panel("home/parts/gifts_panel.html", {"allowed": allowed, "customer": customer})


def own_fields(person: Person, customer: Customer) -> Panel | None:
    """Show what the fields of our own say about a customer, to those who may read it."""
    shown = custom_shown(customer, to=person)
    return Panel("accounts/parts/own_fields.html", {"shown": shown}) if shown else None


def _mail_that_came_back(_person: Person, contact: Contact) -> Panel | None:
    """Say that mail to the contact's address did not arrive, while it is their address."""
    bounce = last_bounce(contact)
    return Panel("recovery/parts/bounce_panel.html", {"bounce": bounce}) if bounce else None


def own_fields_of_contact(_person: Person, contact: Contact) -> Panel | None:
    """Show what the fields of our own say about a contact; the view knows who reads of them."""
    if not contact.custom or not vars(contact).get("is_read"):
        return None
    return Panel("accounts/parts/own_fields.html", {"shown": custom_shown(contact)})


CUSTOMER_PANELS: tuple[Callable[[Person, Customer], Panel | None], ...] = (
    _health,
    _next_touch,
    _agreed,
    _gifts,
    _suggested,
    _family,
    own_fields,
)
CONTACT_PANELS: tuple[Callable[[Person, Contact], Panel | None], ...] = (
    _mail_that_came_back,
    _health_of_contact,
    _agreed_with_contact,
    _place_of_contact,
    own_fields_of_contact,
)


@dataclass(frozen=True)
class Tab:
    """One tab of a customer's pages: shown to those roles, where its page exists."""

    label: object
    url_name: str
    roles: tuple[str, ...]
    query: str = ""


READERS = ("rep", "lead", "manager", "director")
CUSTOMER_TABS = (
    Tab(_("Manual"), "manual", READERS),
    Tab(_("Tickets"), "board", (*READERS, "service"), "?customer={pk}"),
    Tab(_("Deals"), "deals", READERS, "?customer={pk}"),
    Tab(_("People"), "people_map", READERS),
    Tab(_("Brief"), "brief", READERS),
    Tab(_("Empty chair"), "empty_chair", READERS),
)
