"""Reads about deals; every list takes the person who asks."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum

from accounts.models import Person
from accounts.queries import customers_readable, people_of_my_teams
from crm.deals.models import Deal, DealCredit, Product, Stage, SuccessDefinition
from secrets_manual.models import Secret, State
from secrets_manual.queries import gone_into_others, note_reading, secrets_visible


def deals_visible(person: Person) -> QuerySet[Deal]:
    """Give the deals of readable customers; finance and directors read all."""
    deals = Deal.objects.select_related("customer", "product", "owner")
    if person.has_role("director", "finance"):
        return deals
    own = Q(owner=person, customer__isnull=True) | Q(
        owner__in=people_of_my_teams(person), customer__isnull=True
    )
    return deals.filter(Q(customer__in=customers_readable(person)) | own)


def origin_of(person: Person, deal: Deal) -> Secret | None:
    """Give the secret or need a deal began with, if the person may read it; recorded as read.

    What has been superseded or merged since is given as what holds now; what turned out to be
    about somebody of another customer is not given.
    """
    if deal.origin_id is None:
        return None
    seen = secrets_visible(person).filter(state=State.KEPT, customer=deal.customer_id)
    secret = seen.filter(
        Q(pk=deal.origin_id)
        | Q(pk__in=gone_into_others(person).filter(pk=deal.origin_id).values("successor"))
    ).first()
    if secret is not None:
        note_reading(person=person, customers=[secret.customer])
    return secret


def products() -> QuerySet[Product]:
    """Give what we sell, by name."""
    return Product.objects.order_by("name")


def present_success_definition(deal: Deal) -> SuccessDefinition | None:
    """Give the latest of the customer's definitions of success."""
    return (
        deal.success_definitions.select_related("contact", "recorded_by")
        .order_by("-number")
        .first()
    )


@dataclass(frozen=True)
class CreditLine:
    """One person's share of one won deal: amount × numerator / denominator, exact."""

    deal_id: int
    person_id: int
    amount_minor: int
    numerator: int
    denominator: int


def won_credit(*, first_on: dt.date, last_on: dt.date) -> QuerySet[DealCredit]:
    """Give the credit for deals won in a time, both days included, in a stable order."""
    return (
        DealCredit.objects.filter(
            deal__stage=Stage.WON, deal__closed_on__gte=first_on, deal__closed_on__lte=last_on
        )
        .select_related("deal")
        .order_by("person_id", "deal_id")
    )


def won_value_by_owner(
    *, first_on: dt.date | None = None, last_on: dt.date | None = None
) -> dict[int, int]:
    """Sum the won amounts, in minor units, by the deal's owner."""
    won = Deal.objects.filter(stage=Stage.WON)
    if first_on:
        won = won.filter(closed_on__gte=first_on)
    if last_on:
        won = won.filter(closed_on__lte=last_on)
    return dict(
        won.values_list("owner_id")
        .annotate(total=Sum(F("amount_minor")))
        .values_list("owner_id", "total")
    )
