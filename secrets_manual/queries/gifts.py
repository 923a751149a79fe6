"""What may be given to whom, and the register of what was."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, CharField, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, JSONObject

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_readable
from crm import clock
from crm import company as our
from secrets_manual.models import Gift, GiftPolicy
from secrets_manual.permissions import GIVING
from secrets_manual.rules.gifts import Allowance, Limit, Over, Whose, over, strictest

Row = TypeVar("Row", bound=Model)
WHOLE_REGISTER = ("director", "finance")


def gifts_visible(person: Person) -> QuerySet[Gift]:
    """Give the entries one may see: of customers one reads, one's own; finance and directors all.

    Never to whom the ticket behind one is hidden from.
    """
    rows = Gift.objects.select_related("customer", "contact", "person", "decided_by")
    rows = rows.exclude(hidden_from=person)
    if person.has_role(*WHOLE_REGISTER):
        return rows
    if not person.has_role(*GIVING):
        return rows.none()
    return rows.filter(Q(person=person) | Q(customer__in=customers_readable(person)))


def gifts_asked(person: Person, asked: Mapping[str, str]) -> QuerySet[Gift]:
    """Narrow the register: direction, waiting, year, customer and words; unknown ones are none."""
    rows = gifts_visible(person)
    direction, year = asked.get("direction", ""), asked.get("year", "")
    if direction in Gift.Direction.values:
        rows = rows.filter(direction=direction)
    if asked.get("over"):
        rows = rows.exclude(over="")
    if asked.get("over") == "waiting":
        rows = rows.filter(decision="")
    if year.isascii() and year.isdecimal() and 1900 <= int(year[:6]) <= 9998:
        rows = rows.filter(on__year=int(year))
    customer = asked.get("customer", "")
    if customer.isascii() and customer.isdecimal() and len(customer) < 19:
        rows = rows.filter(customer_id=int(customer))
    words = asked.get("q", "").replace("\0", "").strip()[:100]
    if words:
        named = Q(customer__name__icontains=words) | Q(contact__name__icontains=words)
        rows = rows.filter(named | Q(what__icontains=words) | Q(person__name__icontains=words))
    return rows


def policies_in_force() -> QuerySet[GiftPolicy]:
    """Give the policies that hold today: the company's, countries', then customers'."""
    rows = GiftPolicy.objects.filter(until_on__isnull=True)
    return rows.select_related("customer", "made_by").order_by("customer__name", "country", "id")


def policies_listed(person: Person) -> list[GiftPolicy]:
    """Give the policies in force whose customers the person may read."""
    rows = policies_in_force()
    if not person.has_role(*WHOLE_REGISTER):
        rows = rows.filter(Q(customer=None) | Q(customer__in=customers_readable(person)))
    return list(rows[:500])


def with_gift_rules(rows: QuerySet[Row], customer: str = "") -> QuerySet[Row]:
    """Let rows of customers, or of what leads to one by `customer__`, bring the rules along.

    No question of its own: `allowance_of` reads what the row brought.
    """
    of_customer = Q(customer_id=OuterRef(f"{customer}pk"))
    of_customer |= Q(customer_id=OuterRef(f"{customer}parent_id"))
    of_customer |= Q(customer__merged_into=OuterRef(f"{customer}pk"))
    country = Q(country="") | Q(country__iexact=OuterRef(f"{customer}country"))
    applies = GiftPolicy.objects.filter(
        of_customer | Q(country, customer=None), until_on__isnull=True
    )
    rule = JSONObject(
        customer="customer_id",
        country="country",
        nothing="nothing_at_all",
        per_gift_minor="per_gift_minor",
        per_year_minor="per_year_minor",
        currency="currency",
        source="source",
    )
    brought = rows.annotate(gift_rules=ArraySubquery(applies.values(rule=rule)))
    return cast("QuerySet[Row]", brought)


def with_gift_budget(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Let tickets bring the rules, what their contact was given this year, and what is approved."""
    given = Gift.objects.filter(
        customer=OuterRef("customer"),
        direction=Gift.Direction.GIVEN,
        on__year=clock.today().year,
    )
    approved = Gift.objects.filter(
        ticket_id=Cast(OuterRef("pk"), CharField()),
        decision=Gift.Decision.APPROVED,
        on__isnull=True,
    )
    same = Coalesce(OuterRef("contact_id"), 0)
    to_them = given.annotate(whom=Coalesce("contact_id", 0)).filter(whom=same).order_by()
    for_them = approved.annotate(whom=Coalesce("contact_id", 0)).filter(whom=same)
    total = to_them.values("direction").annotate(sum=Sum("value_minor")).values("sum")
    brought = with_gift_rules(rows, "customer__").annotate(
        gift_given_minor=Coalesce(Subquery(total), 0, output_field=BigIntegerField()),
        gift_approved_minor=Subquery(for_them.order_by("id").values("value_minor")[:1]),
    )
    return cast("QuerySet[Row]", brought)


@dataclass(frozen=True)
class Budget:
    """What a surprise may cost: by the rules, what is left of them, and what was approved."""

    allowance: Allowance
    left_minor: int
    approved_minor: int | None


def budget_of(ticket: Any) -> Budget:
    """Read the budget that a row of `with_gift_budget` brought."""
    allowance = allowance_of(ticket, ticket.contact)
    left = allowance.left_minor(ticket.gift_given_minor)
    return Budget(allowance, left, None if allowance.nothing else ticket.gift_approved_minor)


def allowance_of(row: Any, contact: Contact | None = None) -> Allowance:
    """Read what may be given from a row of `with_gift_rules`; the strictest rule holds."""
    official = contact is not None and contact.is_public_official
    limits = [
        Limit(
            whose=_whose(rule),
            per_gift_minor=rule["per_gift_minor"],
            per_year_minor=rule["per_year_minor"],
            currency=rule["currency"],
            nothing=rule["nothing"],
            source=rule["source"],
        )
        for rule in row.gift_rules
    ]
    return strictest(limits, currency=our.currency(), official=official)


def _whose(rule: Mapping[str, Any]) -> Whose:
    if rule["customer"] is not None:
        return Whose.CUSTOMER
    return Whose.COUNTRY if rule["country"] else Whose.COMPANY


def allowance_for(customer: Customer, contact: Contact | None = None) -> Allowance:
    """Find what may be given: the strictest rule of the customer, its parent, country and us."""
    rows = Customer.everything.filter(pk=customer.pk)
    brought = customer if hasattr(customer, "gift_rules") else with_gift_rules(rows).get()
    return allowance_of(brought, contact)


def unset_allowance() -> Allowance:
    """Give what may be given while no director has set anything."""
    return strictest([], currency=our.currency(), official=False)


def given_minor(customer: Customer, contact: Contact | None, on: dt.date) -> int:
    """Sum what was given to one person (or to nobody by name) there in the day's calendar year."""
    rows = Gift.objects.filter(
        customer=customer, contact=contact, direction=Gift.Direction.GIVEN, on__year=on.year
    )
    return rows.aggregate(sum=Sum("value_minor"))["sum"] or 0


def received_minor(person: Person, customer: Customer, on: dt.date) -> int:
    """Sum what one of us received at a customer in the day's calendar year."""
    rows = Gift.objects.filter(
        customer=customer, person=person, direction=Gift.Direction.RECEIVED, on__year=on.year
    )
    return rows.aggregate(sum=Sum("value_minor"))["sum"] or 0


def over_for(
    customer: Customer, contact: Contact | None, *, value_minor: int, on: dt.date
) -> tuple[Over | None, Allowance]:
    """Say what a gift of today would be over, and what is allowed."""
    allowance = allowance_for(customer, contact)
    spent = given_minor(customer, contact, on) if value_minor else 0
    return over(allowance, value_minor=value_minor, given_minor=spent), allowance


def over_for_receiver(
    person: Person, customer: Customer, *, value_minor: int, on: dt.date
) -> Over | None:
    """Say whether what one of us received is over the company's own limits."""
    rows = GiftPolicy.objects.filter(customer=None, country="", until_on__isnull=True)
    limits = [
        Limit(Whose.COMPANY, row.per_gift_minor, row.per_year_minor, row.currency) for row in rows
    ]
    ours = strictest(limits, currency=our.currency(), official=False)
    spent = received_minor(person, customer, on)
    found = over(ours, value_minor=value_minor, given_minor=spent)
    return Over.PER_GIFT if found == Over.FORBIDDEN else found


def approved_for(ticket_id: str, contact: Contact | None) -> Gift | None:
    """Give the gift that was approved for a ticket and has not been handed over yet."""
    return (
        Gift.objects.filter(
            ticket_id=ticket_id,
            contact=contact,
            direction=Gift.Direction.GIVEN,
            decision=Gift.Decision.APPROVED,
            on__isnull=True,
        )
        .order_by("id")
        .first()
    )
