"""What may be given to whom, and the register of what was."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import F, Q, QuerySet, Sum

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_readable
from crm import company as our
from secrets_manual.models import Gift, GiftPolicy
from secrets_manual.permissions import GIVING
from secrets_manual.queries.gift_rules import allowance_for
from secrets_manual.rules.gifts import Allowance, Limit, Over, Whose, over, strictest

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
        named = Q(customer__name__holds=words) | Q(contact__name__holds=words)
        rows = rows.filter(named | Q(what__holds=words) | Q(person__name__holds=words))
    return rows


def policies_in_force() -> QuerySet[GiftPolicy]:
    """Give the policies that hold today: the company's, countries', then customers'."""
    rows = GiftPolicy.objects.filter(until_on__isnull=True)
    return rows.select_related("customer", "made_by").order_by(
        F("customer__name").asc(nulls_first=True), "country", "id"
    )


def policies_listed(person: Person) -> list[GiftPolicy]:
    """Give the policies in force whose customers the person may read."""
    rows = policies_in_force()
    if not person.has_role(*WHOLE_REGISTER):
        rows = rows.filter(Q(customer=None) | Q(customer__in=customers_readable(person)))
    return list(rows[:500])


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
