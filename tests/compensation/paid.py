"""A company that pays by “Relationship first”: plan, people, deals and cards for tests."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Person
from compensation.actions import (
    approve_period,
    approve_plan,
    assign,
    calculate_period,
    draft_plan,
    open_period,
    publish_plan,
)
from compensation.models import Assignment, Period, PlanVersion, Statement
from crm.deals.models import Deal, DealCredit, Stage
from report_cards.actions.designs import default_design
from report_cards.models import Card, Rating
from tests.people import Company, make_customer

YEAR = dt.date(2026, 1, 1)
Q3 = (dt.date(2026, 7, 1), dt.date(2026, 9, 30))
Q4 = (dt.date(2026, 10, 1), dt.date(2026, 12, 31))


def published(company: Company, **terms: object) -> PlanVersion:
    """“Relationship first”, drafted by Fin, approved and published by Olga."""
    draft = draft_plan(person=company.fin, effective_from=YEAR, **terms)
    approve_plan(person=company.olga, plan_version=draft)
    return publish_plan(person=company.olga, plan_version=draft)


def paid(person: Person, plan: PlanVersion, **terms: object) -> Assignment:
    """15,000.00 a quarter for a quota of 1,200,000.00, unless said otherwise."""
    amounts = {"target_minor": 1_500_000, "quota_minor": 120_000_000, "from_on": YEAR} | terms
    return assign(by=None, person=person, plan_version=plan, **amounts)


def won(person: Person, minor: int, on: dt.date, *, share: tuple[int, int] = (1, 1)) -> Deal:
    customer = make_customer(f"Customer of {person.name} {Deal.objects.count()}")
    deal = Deal.objects.create(
        customer=customer, owner=person, stage=Stage.WON, amount_minor=minor, closed_on=on
    )
    DealCredit.objects.create(deal=deal, person=person, numerator=share[0], denominator=share[1])
    return deal


def carded(
    person: Person, customers: int, *, value: int = 4, pointed: int = 0, pushed: int = 0,
    on: dt.date = dt.date(2026, 10, 20),
) -> None:  # fmt: skip
    """Let that many customers rate the person alike, one card each."""
    design = default_design()
    behaviours = list(design.behaviours.all())
    for place in range(customers):
        card = Card.objects.create(
            reference=f"{person.pk}-{on}-{place}-{Card.objects.count()}",
            design=design,
            person=person,
            customer=make_customer(f"Rater {Card.objects.count()} of {person.name}"),
            secrets_value=value,
            other_solutions="pointed" if place < pointed else "pushed" if pushed else "no",
        )
        pushed -= place >= pointed and pushed > 0
        Rating.objects.bulk_create(
            Rating(card=card, behaviour=behaviour, value=value) for behaviour in behaviours
        )
        Card.objects.filter(pk=card.pk).update(
            submitted_at=dt.datetime.combine(on, dt.time(12), dt.UTC)
        )


@dataclass
class Quarter:
    plan: PlanVersion
    assignment: Assignment
    period: Period
    statement: Statement


def danas_quarter(company: Company, *, approved: bool = True, **terms: object) -> Quarter:
    """Dana's fourth quarter: 102 % of the quota, six customers who rate her 4 of 5."""
    plan = published(company)
    assignment = paid(company.dana, plan, **terms)
    won(company.dana, 100_000_000, dt.date(2026, 10, 2))
    won(company.dana, 22_400_000, dt.date(2026, 12, 31))
    carded(company.dana, 6, pointed=4, pushed=2)
    period = open_period(person=company.fin, name="Q4 2026", first_on=Q4[0], last_on=Q4[1])
    calculate_period(person=company.fin, period=period)
    if approved:
        period = approve_period(person=company.olga, period=period)
    statement = Statement.objects.get(period=period, person=company.dana)
    return Quarter(plan, assignment, period, statement)


def refused_by_the_database(sql: str, *values: object, rule: str) -> None:
    """Go round the ORM; the rule must answer by its name, at the end of the transaction."""
    with pytest.raises(IntegrityError) as refused:
        _sent(sql, values)
    assert refused.value.__cause__.diag.constraint_name == rule


@transaction.atomic
def _sent(sql: str, values: tuple[object, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def draft(company: Company, **terms: object) -> PlanVersion:
    return draft_plan(person=company.fin, effective_from=YEAR, **terms)
