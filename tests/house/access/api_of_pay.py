"""Cards, rounds and pay over the API: single cards and pay of others do not exist."""

import datetime as dt

from compensation.actions import approve_period, calculate_period, open_period
from compensation.models import PlanVersion, Statement
from crm import clock
from report_cards.actions.designs import default_design
from report_cards.models import Card, Round
from tests.compensation.paid import paid, published
from tests.house.access import RANKS, Place
from tests.house.access.api import listed, read


def card(place: Place) -> dict[str, object]:
    row = Card.objects.create(
        reference=f"access-{place.rank}",
        design=default_design(),
        person=place.steward,
        customer=place.customer,
    )
    Card.objects.filter(pk=row.pk).update(submitted_at=clock.now())
    return {"pk": row.pk}


def card_round(place: Place) -> dict[str, object]:
    day = clock.today()
    row = Round.objects.create(name=place.rank, design=default_design(), first_on=day, last_on=day)
    return {"pk": row.pk}


def statement(place: Place) -> dict[str, object]:
    return {"pk": _paid(place).pk}


def plan(place: Place) -> dict[str, object]:
    return {"pk": _paid(place).plan_version_id}


def period(place: Place) -> dict[str, object]:
    return {"pk": _paid(place).period_id}


def _paid(place: Place) -> Statement:
    """Pay the steward of one place, and nobody else, by a period of its own."""
    known = Statement.objects.filter(person=place.steward).first()
    if known:
        return known
    company, month = place.company, 1 + RANKS.index(place.rank)
    days = {"from_on": dt.date(2026, month, 1), "until_on": dt.date(2026, month, 28)}
    version = PlanVersion.objects.filter(state="published").first() or published(company)
    paid(place.steward, version, **days)
    row = open_period(
        person=None, name=place.rank, first_on=days["from_on"], last_on=days["until_on"]
    )
    calculate_period(person=company.fin, period=row)
    approve_period(person=company.olga, period=row)
    return Statement.objects.get(period=row, person=place.steward)


PAID = {"rep": (200, 404, 404), "manager": (200, 200, 404), "finance director": 200, "else": 404}
ROWS = [
    listed("rounds"),
    read("rounds", card_round, {"manager director": 200, "else": 404}),
    listed("cards"),
    read("cards", card, {"manager": (200, 200, 404), "director": 200, "else": 404}),
    listed("plans"),
    read("plans", plan, {"rep manager finance director": 200, "else": 404}),
    listed("periods"),
    read("periods", period, {"manager": (200, 200, 404), "finance director": 200, "else": 404}),
    listed("statements"),
    read("statements", statement, PAID),
]
