"""Finding across apps: customers, contacts, tickets by number, secrets by their words."""

from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Exists, Q, QuerySet
from django.db.models.functions import Upper

from accounts.models import Contact, Customer, Person
from accounts.models.folding import FoldedWords, names_with
from accounts.queries import Slice, contacts_by_phone, contacts_reachable, customers_named
from crm.recovery.models import Ticket
from crm.recovery.queries import tickets_visible_to
from secrets_manual.models import Secret
from secrets_manual.queries import SecretFilter, search_secrets

Named = TypeVar("Named", Customer, Contact)
SHOWN = 8
SHORTEST_SLIP = 4
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Found:
    """What a person may see of what was asked for, a few of each; secrets go on by cursor."""

    customers: list[Customer] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    secrets: Slice[Secret] = field(default_factory=lambda: Slice([], ""))

    @property
    def is_empty(self) -> bool:
        return not (self.customers or self.contacts or self.tickets or self.secrets.rows)


def find(
    person: Person, q: str, *, wanted: SecretFilter | None = None, cursor: str | None = None
) -> Found:
    """Find everything the person may see; what is asked is cut to 200 characters.

    Where the search is narrowed, or goes on after its first page, it is one over secrets alone.
    """
    asked = clean(q)
    narrowing = wanted or SecretFilter()
    secrets = search_secrets(person, asked, wanted=narrowing, cursor=cursor)
    if not asked or narrowing.narrows or cursor:
        return Found(secrets=secrets)
    return Found(
        customers=find_customers(person, asked),
        contacts=find_contacts(person, asked),
        tickets=find_tickets(person, asked),
        secrets=secrets,
    )


def clean(q: str) -> str:
    """Make one line of what was asked, of at most 200 characters PostgreSQL can hold."""
    plain = q.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")
    return " ".join(plain.split())[:200]


def find_customers(person: Person, asked: str) -> list[Customer]:
    """Find customers by a part of their name, those that begin with it first; else alike ones."""
    return _called(customers_named(person), asked)


def find_contacts(person: Person, asked: str) -> list[Contact]:
    """Find contacts by phone, a part of their name or their address; else by names alike."""
    by_phone = contacts_by_phone(person, asked)
    if by_phone:
        return by_phone[:SHOWN]
    reachable = contacts_reachable(person).select_related("customer")
    return _called(reachable, asked, Q(email__iexact=asked))


def _called(named: QuerySet[Named], asked: str, or_else: Q | None = None) -> list[Named]:
    """Give the rows so called; where there is none, and only then, those whose names look alike.

    Both are one question: the database looks for alike names only after it found none that hold.
    """
    holding, alike = names_with(asked)
    matching = holding | or_else if or_else else holding
    rows = named.alias(folded_name=FoldedWords("name")).order_by("name", "id")
    called = rows.filter(matching)
    found = called[: SHOWN * 4]
    if len(asked) >= SHORTEST_SLIP:
        alike |= Q(upper_name__trigram_word_similar=asked.upper())
        looked = rows.alias(upper_name=Upper("name")).filter(alike & ~Exists(called))
        found = found.union(looked[: SHOWN * 4], all=True)
    return _beginning_first(list(found), asked)


def _beginning_first(rows: list[Named], asked: str) -> list[Named]:
    start = asked.casefold()
    names = ((row.name.casefold(), row) for row in rows)
    ranked = sorted((not name.startswith(start), name, row.pk, row) for name, row in names)
    return [row for *_rank, row in ranked][:SHOWN]


def find_tickets(person: Person, asked: str) -> list[Ticket]:
    """Find a ticket by its number, written as 412, #412 or OOPS 412."""
    number = asked.casefold().removeprefix("oops").lstrip(" !#")
    if not number.isascii() or not number.isdecimal() or int(number[:20]) > LARGEST_ID:
        return []
    found = tickets_visible_to(person).filter(pk=int(number))
    return list(found.select_related("customer")[:1])
