"""What may be given: the rules that apply, brought along by the row they apply to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, CharField, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, JSONObject

from accounts.models import Contact, Customer
from crm import clock
from crm import company as our
from secrets_manual.models import Gift, GiftPolicy
from secrets_manual.rules.gifts import Allowance, Limit, Whose, strictest

Row = TypeVar("Row", bound=Model)


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
