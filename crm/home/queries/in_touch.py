"""With whom to be in touch: due by their own rhythm, or by the day somebody set."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Contact, Customer, Pause, Person
from accounts.queries import (
    CustomerFilter,
    customers_listed,
    customers_numbered,
    customers_readable,
    customers_writable,
)
from crm.home.queries.evidence import Home, evidence_of, evidence_rows, gathered
from crm.home.queries.health import Bond, bonds_from
from crm.home.queries.rhythm import open_pauses, rhythms_of
from crm.prepared import prepared

SHOWN = 25


@dataclass(frozen=True)
class Due:
    """One customer to be in touch with: since when it is due, and whom we talked with last."""

    customer: Customer
    bond: Bond
    due_on: dt.date | None
    contact: Contact | None = None
    pause: Pause | None = None


@dataclass(frozen=True)
class InTouch:
    """The page: the first of who is due, has no rhythm yet, is left in peace; `n` were looked at.

    `more` says how many others are due, `unknown_n` and `paused_n` how many there are in all.
    """

    due: list[Due]
    unknown: list[Due]
    paused: list[Due]
    more: int
    unknown_n: int
    paused_n: int
    n: int


def homes_to_mind(person: Person, today: dt.date) -> list[tuple[Home, Bond]]:
    """Give one's own customers that are not left in peace, each with how it stands.

    The longest beyond their rhythm come first. One question to the database.
    """
    known = gathered(_of_minded(person, today))
    found = [(known.homes[pk], bond) for pk, bond in bonds_from(known).items()]
    return sorted(found, key=lambda one: (-beyond(one[1]), one[0].name))


@prepared
def _of_minded(person: Person, today: dt.date) -> QuerySet[Customer, tuple[Any, ...]]:
    paused = open_pauses(today).filter(customer=OuterRef("pk"))
    minded = customers_writable(person).filter(~Exists(paused))
    return evidence_rows(person, minded.order_by().values("pk"))


def beyond(bond: Bond) -> float:
    """Say how many times the usual gap the silence lasts; the same ratio is the same number."""
    verdict = bond.verdict
    return verdict.silent_days / verdict.usual_days if verdict.usual_days else 0.0


def in_touch(person: Person, *, circle: str, team: str, today: dt.date) -> InTouch:
    """Judge the customers of a circle ("mine", "team" or "all") or of one team, however many.

    The database reckons who is due; only what is shown is read whole.
    """
    asked = CustomerFilter(circle=circle, team=team)
    wanted = customers_listed(person, asked)
    # Whoever's customers are one's own or one's teams', one reads of all of them.
    readable = wanted.filter(pk__in=customers_readable(person).values("pk"))
    known = wanted if circle in {"mine", "team"} else readable
    rhythms = rhythms_of(known, today=today, shown=SHOWN)
    ids = [pk for those in rhythms.lists.values() for pk in those]
    customers = {row.pk: row for row in customers_numbered(person, asked, ids)}
    bonds = bonds_from(evidence_of(person, ids))
    paused = rhythms.lists["paused"]
    pauses = {
        pause.customer_id: pause
        for pause in open_pauses(today).filter(customer__in=paused).select_related("person")
    }
    lists = {
        sort: [
            Due(customers[pk], bonds[pk], due_on, pause=pauses.get(pk))
            for pk, due_on in those.items()
            if pk in customers and pk in bonds
        ]
        for sort, those in rhythms.lists.items()
    }
    return InTouch(
        due=_with_contacts(lists["due"]),
        unknown=lists["unknown"],
        paused=lists["paused"],
        more=rhythms.numbers.get("due", 0) - len(rhythms.lists["due"]),
        unknown_n=rhythms.numbers.get("unknown", 0),
        paused_n=rhythms.numbers.get("paused", 0),
        n=rhythms.n,
    )


@prepared
def _numbered(contacts: list[int]) -> QuerySet[Contact]:
    return Contact.objects.filter(pk__in=contacts)


def _with_contacts(rows: list[Due]) -> list[Due]:
    """Name whom we talked with last, so that they can be called."""
    ids = {row.bond.last_contact for row in rows}
    contacts = {one.pk: one for one in _numbered(sorted(pk for pk in ids if pk))}
    return [
        Due(row.customer, row.bond, row.due_on, contacts.get(row.bond.last_contact or 0))
        for row in rows
    ]
