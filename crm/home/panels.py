"""What other apps show on the pages of a customer and a contact: one function each.

A function takes the person who asks and the customer (or contact) and gives a `Panel`, or None
where there is nothing for this person to see. Its template is drawn with `panel`, the words in
`content`. `place` is "top" (above the timeline: what cannot wait) or "aside" (beside it).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Person
from accounts.queries import family_of
from crm import clock


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


CUSTOMER_PANELS: tuple[Callable[[Person, Customer], Panel | None], ...] = (_next_touch, _family)
CONTACT_PANELS: tuple[Callable[[Person, Contact], Panel | None], ...] = ()


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
    Tab(_("Brief"), "brief", READERS),
    Tab(_("Empty chair"), "empty_chair", READERS),
)
