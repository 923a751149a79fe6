"""Looking for rows that may be one: by blocks, never everybody with everybody.

Rows meet when they share a bare name, an address, a number or a host, or when the trigram index
finds their names alike; only those are compared.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts import rules
from accounts.models import Contact, ContactPair, Customer, CustomerPair, Person
from accounts.permissions import may_read_customer
from accounts.queries.visible import customers_readable

MOST_IN_A_BLOCK = 20
ALIKE = 0.55
CHUNK = 2000
Keys = Callable[[rules.Known], tuple[tuple[str, str], ...]]
Found = tuple[int, int, int, tuple[str, ...]]

_ALIKE_CUSTOMERS = """
    select a.id, b.id from accounts_customer a
    cross join lateral (
        select c.id from accounts_customer c
        where upper(c.name) %% upper(a.name) and c.id + 0 > a.id and c.merged_into_id is null
        order by similarity(upper(c.name), upper(a.name)) desc limit 5
    ) b
    where a.merged_into_id is null and a.id >= %s and a.id < %s
"""
_ALIKE_CONTACTS = """
    select a.id, b.id from accounts_contact a
    join accounts_contact b on b.customer_id = a.customer_id and b.id > a.id
    where a.merged_into_id is null and b.merged_into_id is null
      and similarity(upper(b.name), upper(a.name)) > 0.5 and a.id >= %s and a.id < %s
"""


def customers_alike() -> Iterator[Found]:
    """Give every two customers that may be one: numbers, score and reasons."""
    known: dict[int, rules.Known] = {}
    rows = Customer.objects.values_list("pk", "name", "website", "phone", "country")
    for pk, name, website, phone, country in rows.iterator(CHUNK):
        host = rules.host_of(website)
        host = "" if host in rules.FREE_HOSTS else host
        known[pk] = rules.Known(name, "", _number(phone), host, country)
    pairs = _blocked(known, lambda one: (("n", rules.bare_name(one.name)), ("h", one.host)))
    yield from _scored(known, pairs | _near(_ALIKE_CUSTOMERS, known))


def contacts_alike() -> Iterator[Found]:
    """Give every two contacts of one customer that may be one human."""
    known: dict[int, rules.Known] = {}
    homes: dict[int, int] = {}
    rows = Contact.objects.values_list("pk", "customer_id", "name", "email", "phone")
    for pk, home, name, email, phone in rows.iterator(CHUNK):
        known[pk] = rules.Known(name, email, _number(phone))
        homes[pk] = home
    pairs = _blocked(known, lambda one: (("e", one.email.casefold()), ("p", one.phone)))
    pairs = {(one, other) for one, other in pairs if homes[one] == homes[other]}
    yield from _scored(known, pairs | _near(_ALIKE_CONTACTS, known))


def _number(phone: str) -> str:
    return rules.parse_phone(phone).e164 or "" if phone.strip().startswith("+") else ""


def _blocked(known: dict[int, rules.Known], keys: Keys) -> set[tuple[int, int]]:
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, one in known.items():
        for key in keys(one):
            if key[1]:
                blocks[key].append(pk)
    small = (sorted(block) for block in blocks.values() if 2 <= len(block) <= MOST_IN_A_BLOCK)
    return {(a, b) for block in small for place, a in enumerate(block) for b in block[place + 1 :]}


def _near(sql: str, known: dict[int, rules.Known]) -> set[tuple[int, int]]:
    """Ask the trigram index for names alike, by chunks of numbers."""
    if not known:
        return set()
    found: set[tuple[int, int]] = set()
    last = max(known)
    for start in range(min(known), last + 1, CHUNK):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "select set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)]
            )
            cursor.execute(sql, [start, start + CHUNK])
            found.update((a, b) for a, b in cursor.fetchall() if a in known and b in known)
    return found


def _scored(known: dict[int, rules.Known], pairs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    for one, other in pairs:
        score, reasons = rules.likeness(known[one], known[other])
        if score >= rules.LIKELY and reasons:
            yield one, other, score, reasons


def may_merge(person: Person, customer: Customer) -> bool:
    """Say whether the person may merge a customer and its contacts: who steers it may."""
    if person.has_role("director"):
        return True
    return person.has_role("rep", "lead", "manager") and may_read_customer(person, customer)


def customer_pairs(person: Person) -> QuerySet[CustomerPair]:
    """Give the pairs of customers nobody has parted, both of which the person may read."""
    mine = customers_readable(person).values("pk")
    pairs = CustomerPair.objects.filter(parted_at__isnull=True, first__in=mine, second__in=mine)
    return pairs.select_related("first", "second")


def contact_pairs(person: Person) -> QuerySet[ContactPair]:
    """Give the pairs of contacts nobody has parted, at customers the person may read."""
    living = Contact.objects.filter(customer__in=customers_readable(person))
    one, other = living.filter(pk=OuterRef("first")), living.filter(pk=OuterRef("second"))
    pairs = ContactPair.objects.filter(Exists(one), Exists(other), parted_at__isnull=True)
    return pairs.select_related("first__customer", "second")


def rows_merged_into(model: "type[Customer | Contact]", pk: int) -> list[int]:
    """Give the numbers of the rows that became part of one; the journal still names them."""
    return list(model.everything.filter(merged_into=pk).values_list("pk", flat=True))
