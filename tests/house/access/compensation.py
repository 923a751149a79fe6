"""Who may open what about pay."""

import datetime as dt

from compensation.actions import (
    approve_period,
    calculate_period,
    draft_plan,
    open_dispute,
    open_period,
)
from compensation.models import Assignment, Period, PlanVersion, Statement
from tests.compensation.paid import Q4, YEAR, paid, published
from tests.house.access import Place, Row, everybody


def published_plan(place: Place) -> PlanVersion:
    return PlanVersion.objects.filter(state="published").first() or published(place.company)


def assignment(place: Place) -> Assignment:
    found = Assignment.objects.filter(person=place.steward).first()
    return found or paid(place.steward, published_plan(place))


def draft(place: Place) -> PlanVersion:
    return draft_plan(person=place.company.fin, effective_from=YEAR)


def period(place: Place, *, approved: bool = True) -> Period:
    """A period that pays the place's person and nobody else."""
    Assignment.objects.exclude(person=place.steward).delete()
    assignment(place)
    row = open_period(
        person=None,
        name=f"Q4 for {place.rank} {Period.objects.count()}",
        first_on=Q4[0],
        last_on=Q4[1],
    )
    calculate_period(person=None, period=row)
    return approve_period(person=place.company.olga, period=row) if approved else row


def statement(place: Place) -> Statement:
    return Statement.objects.get(period=period(place), person=place.steward)


def own_plan(place: Place) -> dict[str, object]:
    """Each place has its own plan, so that seeing one does not mean seeing another's."""
    version = published(place.company, name=f"Plan of {place.rank}")
    year = 1990 + Assignment.objects.count()
    paid(place.steward, version, from_on=dt.date(year, 1, 1), until_on=dt.date(year, 12, 31))
    return {"pk": version.pk}


def dispute(place: Place) -> dict[str, object]:
    row = statement(place)
    disputed = open_dispute(person=place.steward, statement=row, node="total", words="Why?")
    return {"pk": row.pk, "dispute": disputed.pk}


ONLY_FINANCE = {"finance": 302, "else": 403}
SEEN = {"rep": (200, 404, 404), "manager": (200, 200, 404), "finance director": 200, "else": 404}
WEIGHTS = {
    "quota": "35",
    "secrets": "25",
    "relationship": "20",
    "other_solutions": "20",
    "programme_year": "1",
    "share_basis": "bonus",
}

ROWS = [
    Row(name="bonus", answers=everybody(200)),
    Row(name="statement", kwargs=lambda place: {"pk": statement(place).pk}, answers=SEEN),
    Row(name="statement_csv", kwargs=lambda place: {"pk": statement(place).pk}, answers=SEEN),
    Row(
        name="statement_dispute",
        method="post",
        kwargs=lambda place: {"pk": statement(place).pk},
        body=lambda _place: {"node": "total", "words": "A deal is missing."},
        answers={
            "rep": (302, 404, 404),
            "manager": (403, 403, 404),
            "finance director": 403,
            "else": 404,
        },
    ),
    Row(
        name="dispute_answer",
        method="post",
        kwargs=dispute,
        body=lambda _place: {"answer": "It is in the next quarter."},
        answers={
            "rep": (403, 404, 404),
            "manager": (302, 302, 404),
            "finance director": 302,
            "else": 404,
        },
    ),
    Row(
        name="assignment_sign",
        method="post",
        kwargs=lambda place: {"pk": assignment(place).pk},
        body=lambda place: {
            "name": place.steward.name,
            "hash_seen": assignment(place).plan_version.content_hash,
        },
        answers={"rep": (302, 404, 404), "else": 404},
    ),
    Row(name="plans", answers=everybody(200)),
    Row(name="plan_new", answers={"finance": 200, "else": 403}),
    Row(name="plan", kwargs=own_plan, answers=SEEN),
    Row(
        name="plan",
        method="post",
        kwargs=lambda place: {"pk": draft(place).pk},
        body=lambda _place: WEIGHTS,
        answers={"finance": 302, "director": 403, "else": 404},
    ),
    Row(
        name="plan_check",
        method="post",
        kwargs=own_plan,
        body=lambda _place: WEIGHTS,
        answers={"manager": (200, 200, 404), "finance director": 200, "else": 403},
    ),
    Row(
        name="plan_approve",
        method="post",
        kwargs=lambda place: {"pk": draft(place).pk},
        answers={"director": 302, "else": 403},
    ),
    Row(
        name="plan_publish",
        method="post",
        kwargs=lambda place: {"pk": draft(place).pk},
        answers={"director": 422, "else": 403},
    ),
    Row(
        name="plan_assign",
        kwargs=lambda place: {"pk": published_plan(place).pk},
        answers={"finance": 200, "else": 403},
    ),
    Row(name="periods", answers={"finance director manager": 200, "else": 403}),
    Row(
        name="period",
        kwargs=lambda place: {"pk": period(place).pk},
        answers={"manager": (200, 200, 404), "finance director": 200, "else": 404},
    ),
    Row(
        name="period_calculate",
        method="post",
        kwargs=lambda place: {"pk": period(place, approved=False).pk},
        answers=ONLY_FINANCE,
    ),
    Row(
        name="period_approve",
        method="post",
        kwargs=lambda place: {"pk": period(place, approved=False).pk},
        answers={"director": 302, "else": 403},
    ),
    Row(
        name="period_close",
        kwargs=lambda place: {"pk": period(place).pk},
        answers={"director": 200, "else": 403},
    ),
]
