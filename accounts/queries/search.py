"""The list of customers: whose, called how, and of which sort."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Upper

from accounts.models import Contact, Customer, CustomerKind, Person
from accounts.permissions import stewards_in_reach
from accounts.queries.visible import customers_named, customers_readable, stewardships_now

CIRCLES = ("mine", "team", "all")


@dataclass(frozen=True)
class CustomerFilter:
    """What a list is narrowed to; empty parts narrow nothing."""

    circle: str = "all"
    words: str = ""
    kind: str = ""
    sector: str = ""
    country: str = ""
    prospects: str = ""


def customers_listed(person: Person, wanted: CustomerFilter) -> QuerySet[Customer]:
    """Give the customers a person may see by name, narrowed, each with its steward's name.

    Words are looked for inside the name; when nothing holds them, names that sound alike are
    given, so that a slip of the finger finds what was meant.
    """
    customers = _circle(person, wanted.circle)
    if wanted.kind in CustomerKind.values:
        customers = customers.filter(kind=wanted.kind)
    if wanted.prospects in {"yes", "no"}:
        customers = customers.filter(is_prospect=wanted.prospects == "yes")
    for name in ("sector", "country"):
        value = getattr(wanted, name).replace("\0", "")
        if value:
            customers = customers.filter(**{name: value})
    words = wanted.words.replace("\0", "").strip()[:200]
    if words:
        customers = _called(customers, words)
    holding = stewardships_now().filter(customer=OuterRef("pk"))
    known = Contact.objects.filter(customer=OuterRef("pk")).order_by().values("customer")
    return customers.annotate(
        steward_name=Subquery(holding.values("person__name")[:1]),
        contact_count=Subquery(known.annotate(number=Count("pk")).values("number")),
    )


def _circle(person: Person, circle: str) -> QuerySet[Customer]:
    if circle == "mine":
        own = stewardships_now().filter(person=person, customer=OuterRef("pk"))
        return Customer.objects.filter(Exists(own))
    if circle == "team":
        led = stewardships_now().filter(stewards_in_reach(person), customer=OuterRef("pk"))
        return Customer.objects.filter(Exists(led))
    return customers_named(person)


def _called(customers: QuerySet[Customer], words: str) -> QuerySet[Customer]:
    found = customers.filter(name__icontains=words)
    if found.exists():
        return found
    alike = Q(upper_name__trigram_word_similar=words.upper())
    alike |= Q(upper_name__trigram_similar=words.upper())
    return customers.alias(upper_name=Upper("name")).filter(alike)


def ids_readable(person: Person, customers: list[Customer]) -> set[int]:
    """Give those of some customers whose page the person may open."""
    ids = [customer.pk for customer in customers]
    if person.has_role("service", "director"):
        return set(ids)
    return set(customers_readable(person).filter(pk__in=ids).values_list("pk", flat=True))


def values_in_use(person: Person, column: str) -> list[str]:
    """Give the sectors or countries there are to narrow a list to, at most a hundred."""
    found = customers_named(person).exclude(**{column: ""}).order_by(column)
    return list(found.values_list(column, flat=True).distinct()[:100])
