"""With whom to be in touch: due by their own rhythm, or by the day somebody set."""

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Contact, Customer, Pause, Person
from accounts.queries import CustomerFilter, customers_listed, customers_writable
from crm.home.queries.evidence import Home, evidence_of
from crm.home.queries.health import Bond, bonds_from

SHOWN = 50
#: A list is reckoned over so many customers at most; who leads more chooses a team.
MOST = 2000


@dataclass(frozen=True)
class Due:
    """One customer to be in touch with: since when it is due, and whom we talked with last."""

    customer: Customer
    bond: Bond
    due_on: dt.date | None
    contact: Contact | None = None
    pause: Pause | None = None


@dataclass
class InTouch:
    """The page: who is due, who has no rhythm yet, whom we leave in peace; `n` were looked at."""

    due: list[Due] = field(default_factory=list)
    unknown: list[Due] = field(default_factory=list)
    paused: list[Due] = field(default_factory=list)
    more: int = 0
    n: int = 0
    not_all: bool = False


def open_pauses(today: dt.date) -> QuerySet[Pause]:
    """Give the pauses that hold on a day: a snooze until its last day, the other until resumed."""
    return Pause.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=today), ended_at__isnull=True
    )


def homes_to_mind(person: Person, today: dt.date) -> list[tuple[Home, Bond]]:
    """Give one's own customers that are not left in peace, each with how it stands.

    The longest beyond their rhythm come first. One question to the database.
    """
    paused = open_pauses(today).filter(customer=OuterRef("pk"))
    minded = customers_writable(person).filter(~Exists(paused))
    known = evidence_of(person, minded.order_by().values("pk"))
    found = [(known.homes[pk], bond) for pk, bond in bonds_from(known).items()]
    return sorted(found, key=lambda one: (-beyond(one[1]), one[0].name))


def beyond(bond: Bond) -> Fraction:
    """Say how many times the usual gap the silence lasts."""
    verdict = bond.verdict
    return Fraction(verdict.silent_days, verdict.usual_days) if verdict.usual_days else Fraction(0)


def in_touch(person: Person, *, circle: str, team: str, today: dt.date) -> InTouch:
    """Judge the customers of a circle ("mine", "team" or "all") or of one team."""
    wanted = CustomerFilter(circle=circle, team=team)
    customers = list(customers_listed(person, wanted).order_by("name", "id")[: MOST + 1])
    ids = [customer.pk for customer in customers[:MOST]]
    known = evidence_of(person, ids)
    bonds = bonds_from(known)
    pauses = {
        pause.customer_id: pause
        for pause in open_pauses(today).filter(customer__in=ids).select_related("person")
    }
    page = InTouch(n=len(bonds), not_all=len(customers) > MOST)
    for customer in customers[:MOST]:
        if customer.pk in bonds:
            _sort_in(page, customer, bonds[customer.pk], pauses.get(customer.pk), today)
    page.due.sort(key=lambda one: (one.due_on or today, one.customer.name))
    page.more = max(0, len(page.due) - SHOWN)
    page.due = _with_contacts(page.due[:SHOWN])
    page.unknown = _with_contacts(page.unknown[:SHOWN])
    return page


def _sort_in(
    page: InTouch, customer: Customer, bond: Bond, pause: Pause | None, today: dt.date
) -> None:
    # A day that somebody set stands instead of the rhythm.
    due_on = customer.next_touch_on or bond.verdict.due_on
    if pause is not None:
        page.paused.append(Due(customer, bond, due_on, pause=pause))
    elif due_on is None:
        page.unknown.append(Due(customer, bond, due_on))
    elif due_on <= today:
        page.due.append(Due(customer, bond, due_on))


def _with_contacts(rows: list[Due]) -> list[Due]:
    """Name whom we talked with last, so that they can be called."""
    ids = {row.bond.last_contact for row in rows}
    contacts = Contact.objects.in_bulk([pk for pk in ids if pk])
    return [
        Due(row.customer, row.bond, row.due_on, contacts.get(row.bond.last_contact or 0))
        for row in rows
    ]
