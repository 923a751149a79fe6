"""The list of customers: whose, called how, and of which sort."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Upper

from accounts.models import Contact, Customer, CustomerKind, Person
from accounts.models.customers import PhoneTail
from accounts.models.folding import FoldedWords, names_with
from accounts.permissions import stewards_in_reach
from accounts.queries.custom import narrowed_by_custom
from accounts.queries.lists import (
    COUNT_CAP,
    Slice,
    counted,
    keyset,
    number_shown,
    sliced,
)
from accounts.queries.visible import (
    contacts_reachable,
    customers_named,
    customers_readable,
    customers_writable,
    stewardships_now,
)
from accounts.rules import phone_tail, same_phone
from crm import clock
from crm.journal.models import Entry
from crm.prepared import prepared

TOUCHES = ("secrets_manual.conversation_held", "recovery.ticket_answered")
"""The journal's kinds that count as having been in touch."""
QUIET_DAYS = ("30", "60", "90", "180", "365")
PAGE = 50
BY_NAME = ("name", "id")
BY_TOUCH = "touch"
ORDERS = {BY_TOUCH: ("next_touch_on", *BY_NAME)}
CIRCLES = ("mine", "team", "all")


@dataclass(frozen=True)
class CustomerFilter:
    """What a list is narrowed to; empty parts narrow nothing. `own` is of fields of one's own.

    `sort` "touch" puts those first whom we mean to be in touch with soonest, of readable ones.
    """

    circle: str = "all"
    words: str = ""
    kind: str = ""
    sector: str = ""
    country: str = ""
    prospects: str = ""
    steward: str = ""
    team: str = ""
    due: str = ""
    quiet: str = ""
    key: str = ""
    sort: str = ""
    own: tuple[tuple[str, str], ...] = ()


def customers_listed(person: Person, wanted: CustomerFilter) -> QuerySet[Customer]:
    """Give the customers a person may see by name, narrowed, each with its steward's name.

    Words are looked for inside the name; when nothing holds them, names that sound alike are
    given, so that a slip of the finger finds what was meant.
    """
    customers = narrowed_by_custom(person, _circle(person, wanted.circle), dict(wanted.own))
    if wanted.kind in CustomerKind.values:
        customers = customers.filter(kind=wanted.kind)
    if wanted.prospects in {"yes", "no"}:
        customers = customers.filter(is_prospect=wanted.prospects == "yes")
    for name in ("sector", "country"):
        value = getattr(wanted, name).replace("\0", "")
        if value:
            customers = customers.filter(**{name: value})
    customers = _looked_after(customers, wanted)
    if wanted.due or wanted.quiet or wanted.key or wanted.sort == BY_TOUCH:
        customers = _in_touch(customers.filter(pk__in=customers_readable(person)), wanted)
    words = wanted.words.replace("\0", "").strip()[:200]
    if words:
        customers = _called(customers, words)
    holding = stewardships_now().filter(customer=OuterRef("pk"))
    known = Contact.objects.filter(customer=OuterRef("pk")).order_by().values("customer")
    return customers.annotate(
        steward_name=Subquery(holding.values("person__name")[:1]),
        contact_count=Subquery(known.annotate(number=Count("pk")).values("number")),
    )


@prepared
def _first_listed(person: Person, wanted: CustomerFilter) -> QuerySet[Customer]:
    order = ORDERS.get(wanted.sort, BY_NAME)
    return customers_listed(person, wanted).order_by(*order)[: PAGE + 1]


@prepared
def customers_numbered(
    person: Person, wanted: CustomerFilter, ids: list[int]
) -> QuerySet[Customer]:
    """Give those of some customers that are on a list which no words narrow."""
    return customers_listed(person, wanted).filter(pk__in=ids)


@prepared
def _number_listed(person: Person, wanted: CustomerFilter) -> QuerySet[Person, int]:
    listed = customers_listed(person, wanted).order_by().values("pk")[: COUNT_CAP + 1]
    number = Func(ArraySubquery(listed), function="cardinality", output_field=IntegerField())
    return Person.objects.filter(pk=person.pk).values_list(number, flat=True)


def customers_page(
    person: Person, wanted: CustomerFilter, cursor: str | None
) -> tuple[Slice[Customer], str]:
    """Give a page of what `customers_listed` finds, in order, and how many there are in all.

    What no words narrow is worded once.
    """
    order = ORDERS.get(wanted.sort, BY_NAME)
    is_worded = not (wanted.words or wanted.own)
    found = None if is_worded and not cursor else customers_listed(person, wanted)
    if found is None:
        page = sliced(_first_listed(person, wanted), order=order, size=PAGE)
    else:
        page = keyset(found, order=order, cursor=cursor, size=PAGE)
    if found is not None and not is_worded:
        return page, counted(found)
    return page, number_shown(_number_listed(person, wanted)[0])


def _circle(person: Person, circle: str) -> QuerySet[Customer]:
    if circle == "mine":
        return customers_writable(person)
    if circle == "team":
        led = stewardships_now().filter(stewards_in_reach(person))
        return Customer.objects.filter(pk__in=led.order_by().values("customer"))
    return customers_named(person)


def _looked_after(customers: QuerySet[Customer], wanted: CustomerFilter) -> QuerySet[Customer]:
    holding = stewardships_now().filter(customer=OuterRef("pk"))
    if wanted.steward == "nobody":
        return customers.filter(~Exists(holding))
    steward, team = whole_number(wanted.steward), whole_number(wanted.team)
    if steward is not None:
        customers = customers.filter(Exists(holding.filter(person=steward)))
    if team is not None:
        customers = customers.filter(Exists(holding.filter(person__team=team)))
    return customers


def _in_touch(customers: QuerySet[Customer], wanted: CustomerFilter) -> QuerySet[Customer]:
    """Narrow customers one may read to those due to be touched, silent for long, or key."""
    days = {"now": 0, "week": 7, "month": 30}.get(wanted.due)
    if days is not None:
        customers = customers.filter(next_touch_on__lte=clock.today() + dt.timedelta(days=days))
    if wanted.quiet in QUIET_DAYS:
        since = clock.now() - dt.timedelta(days=int(wanted.quiet))
        lately = Entry.objects.filter(customer_id=OuterRef("pk"), at__gt=since, kind__in=TOUCHES)
        customers = customers.filter(~Exists(lately))
    if wanted.key == "yes" and has_key_flags():
        flagged = {"key_flags__isnull": False, "key_flags__until_on__isnull": True}
        customers = customers.filter(**flagged)
    return customers


def has_key_flags() -> bool:
    """Say whether an app above lets people flag key customers; it stands above, so we ask."""
    return any(rel.get_accessor_name() == "key_flags" for rel in Customer._meta.related_objects)  # noqa: SLF001 - Django's public habit


def whole_number(text: str) -> int | None:
    """Read a row's number out of an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _called(customers: QuerySet[Customer], words: str) -> QuerySet[Customer]:
    customers = customers.alias(folded_name=FoldedWords("name"))
    holding, alike = names_with(words)
    found = customers.filter(holding)
    if found.exists():
        return found
    alike |= Q(upper_name__trigram_word_similar=words.upper())
    alike |= Q(upper_name__trigram_similar=words.upper())
    return customers.alias(upper_name=Upper("name")).filter(alike)


def contacts_by_phone(person: Person, text: str, *, most: int = 8) -> list[Contact]:
    """Find the contacts a person may reach by a phone, however it is written."""
    tail = phone_tail(text)
    if not tail:
        return []
    alike = contacts_reachable(person).alias(tail=PhoneTail("phone")).filter(tail=tail)
    found = alike.select_related("customer").order_by("name", "id")[:200]
    matching: list[Contact] = []
    matching += [contact for contact in found if same_phone(contact.phone, text)]
    return matching[:most]


def ids_readable(person: Person, customers: list[Customer]) -> set[int]:
    """Give those of some customers whose page the person may open."""
    ids = [customer.pk for customer in customers]
    if person.has_role("service", "director"):
        return set(ids)
    return set(_readable_among(person, ids))


@prepared
def _readable_among(person: Person, ids: list[int]) -> QuerySet[Customer, int]:
    return customers_readable(person).filter(pk__in=ids).values_list("pk", flat=True)
