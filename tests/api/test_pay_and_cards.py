"""Cards, rounds and pay over the API: read by those who may, and by nobody they are about."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from compensation.actions import approve_period
from report_cards.actions.designs import default_design
from report_cards.models import Card, Round
from tests.api.callers import Caller
from tests.compensation.paid import carded, danas_quarter
from tests.people import Company


@pytest.fixture
def rated(company: Company) -> Card:
    carded(company.dana, 1)
    card: Card = Card.objects.get()
    return card


def test_single_cards_are_read_by_manager_and_director_alone(company: Company, rated: Card) -> None:
    for person, seen in (
        (company.max, True),
        (company.olga, True),
        (company.dana, False),
        (company.lea, False),
        (company.kim, False),
        (company.fin, False),
        (company.mira, False),
    ):
        caller = Caller(person)
        assert bool(caller.get("cards/").json()["results"]) is seen, person.name
        assert caller.get(f"cards/{rated.pk}/").status_code == (200 if seen else 404)


def test_a_card_shows_ratings_and_neither_who_answered_nor_what_they_wrote(
    company: Company, rated: Card
) -> None:
    told = Caller(company.max).get(f"cards/{rated.pk}/").json()
    assert (told["person"], told["counts"]) == (str(company.dana.pk), True)
    assert [rating["value"] for rating in told["ratings"]] == [4] * len(told["ratings"])
    assert not {"contact", "words", "comment", "invitation"} & set(told)


def test_rounds_are_for_managers_and_directors(company: Company) -> None:
    row = Round.objects.create(
        name="Autumn",
        design=default_design(),
        first_on=dt.date(2026, 9, 1),
        last_on=dt.date(2026, 11, 20),
    )
    told = Caller(company.max).get(f"rounds/{row.pk}/").json()
    assert (told["name"], told["state"]) == ("Autumn", "planned")
    assert set(told["funnel"].values()) == {0}
    assert Caller(company.dana).get(f"rounds/{row.pk}/").status_code == 404
    assert Caller(company.dana).get("rounds/").json()["results"] == []


def test_a_statement_is_read_by_its_person_once_approved_and_adds_up(
    company: Company, dana: Caller, clock: Any
) -> None:
    quarter = danas_quarter(company, approved=False)
    path = f"statements/{quarter.statement.pk}/"
    assert dana.get(path).status_code == 404
    assert Caller(company.fin).get(path).status_code == 200
    approve_period(person=company.olga, period=quarter.period)
    told = dana.get(path).json()
    assert told["calculated_minor"] == quarter.statement.calculated_minor
    assert (
        told["calculated_minor"]
        == told["released_minor"] + told["held_minor"] + told["lapsed_minor"]
    )
    assert sum(part["part"] for part in told["parts"]) == told["calculated_minor"]
    assert told["tree"]["name"]
    listed = dana.get("statements/", period=str(quarter.period.pk)).json()["results"]
    assert [row["id"] for row in listed] == [told["id"]]
    assert "tree" not in listed[0]


def test_pay_of_others_does_not_exist(company: Company, clock: Any) -> None:
    quarter = danas_quarter(company)
    for person, status in (
        (company.max, 200),
        (company.olga, 200),
        (company.fin, 200),
        (company.rui, 404),
        (company.lea, 404),
        (company.kim, 404),
        (company.ada, 404),
        (company.petra, 404),
    ):
        path = f"statements/{quarter.statement.pk}/"
        assert Caller(person).get(path).status_code == status, person.name


def test_plans_and_periods_are_read_by_whom_they_concern(
    company: Company, dana: Caller, clock: Any
) -> None:
    quarter = danas_quarter(company)
    plan = dana.get(f"plans/{quarter.plan.pk}/").json()
    assert plan["state"] == "published"
    assert sum(Fraction(line["weight_pct"]) for line in plan["components"]) == 100
    assert Caller(company.rui).get(f"plans/{quarter.plan.pk}/").status_code == 404
    assert Caller(company.fin).get("plans/", state="published").json()["results"]
    period = Caller(company.max).get(f"periods/{quarter.period.pk}/").json()
    assert (period["name"], period["state"]) == ("Q4 2026", "approved")
    assert dana.get(f"periods/{quarter.period.pk}/").status_code == 404
    assert Caller(company.fin).get("periods/", state="gone").json()["code"] == "bad_filter"


@pytest.mark.parametrize("name", ["cards", "rounds", "plans", "periods", "statements"])
def test_what_is_only_read_refuses_to_be_written(company: Company, name: str) -> None:
    answer = Caller(company.olga).send(f"{name}/", {})
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
