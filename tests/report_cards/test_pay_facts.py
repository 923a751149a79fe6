"""What cards give to pay: summed per customer, one card per contact, the last before cut-off."""

import datetime as dt

import pytest

from report_cards.actions import Answers, save_answers, submit_card
from report_cards.models import Card
from report_cards.queries import (
    cards_for_period,
    loyalty_for_period,
    other_solutions_for_period,
    ratings_for_period,
    secrets_for_period,
)
from tests.conftest import Clock
from tests.people import Company, make_contact
from tests.report_cards.stories import FIRST_ON, LAST_ON, ask, rate

pytestmark = pytest.mark.django_db


def test_ratings_are_summed_per_person_behaviour_and_customer(
    company: Company, clock: Clock
) -> None:
    second = make_contact("Bea", company.norte)
    rate(company.ana, company.dana, promises=5, listening=None)
    rate(second, company.dana, promises=4)
    rate(company.luis, company.rui, promises=3)
    rows = [
        (row.person_id, row.behaviour, row.customer_id, row.total, row.count, row.low, row.high)
        for row in ratings_for_period(FIRST_ON, LAST_ON)
    ]
    assert rows == [
        (company.dana.pk, "promises", company.norte.pk, 9, 2, 1, 5),
        (company.rui.pk, "promises", company.vega.pk, 3, 1, 1, 5),
    ]


def test_of_two_cards_of_a_contact_the_last_before_the_cut_off_counts(
    company: Company, clock: Clock
) -> None:
    first, _path = ask(company.ana, company.dana)
    clock.move(days=1)
    save_answers(invitation=first, answers=Answers(ratings={"promises": 5}))
    submit_card(invitation=first, answers=Answers())
    clock.move(days=1)
    middle = clock()
    type(first).objects.update(sent_at=clock() - dt.timedelta(days=100))
    second, _path = ask(company.ana, company.dana)
    clock.move(days=1)
    save_answers(invitation=second, answers=Answers(ratings={"promises": 3}))
    submit_card(invitation=second, answers=Answers())
    assert [row.total for row in ratings_for_period(FIRST_ON, LAST_ON)] == [3]
    assert [row.total for row in ratings_for_period(FIRST_ON, LAST_ON, cut_off=middle)] == [5]
    assert [row.cards for row in cards_for_period(FIRST_ON, LAST_ON)] == [1]


def test_days_begin_and_end_in_the_companys_zone(company: Company, clock: Clock) -> None:
    clock.set(dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC))  # already January in Berlin
    rate(company.ana, company.dana, promises=5)
    assert ratings_for_period(FIRST_ON, LAST_ON) == []
    january = ratings_for_period(dt.date(2027, 1, 1), dt.date(2027, 1, 31))
    assert [row.total for row in january] == [5]


def test_the_other_answers_are_summed_too(company: Company, clock: Clock) -> None:
    for n, answer in enumerate(["pointed", "pushed", "nothing", "no", "unsure", "pointed"]):
        contact = make_contact(f"Contact {n}", company.norte)
        rate(contact, company.dana, other_solutions=answer, secrets_value=4, loyalty=n)
    rate(company.ana, company.dana, secrets_unknown=True)
    others = other_solutions_for_period(FIRST_ON, LAST_ON)
    assert [(row.yes, row.no) for row in others] == [(2, 2)]
    secrets = secrets_for_period(FIRST_ON, LAST_ON)
    assert [(row.total, row.count) for row in secrets] == [(24, 6)]
    loyalty = loyalty_for_period(FIRST_ON, LAST_ON)
    assert [(row.total, row.count) for row in loyalty] == [(15, 6)]


def test_people_narrow_what_is_summed(company: Company, clock: Clock) -> None:
    rate(company.ana, company.dana, promises=5)
    rate(company.luis, company.rui, promises=3)
    rows = ratings_for_period(FIRST_ON, LAST_ON, people=[company.rui.pk])
    assert [row.person_id for row in rows] == [company.rui.pk]


def test_an_erased_contacts_card_still_counts_for_its_customer(
    company: Company, clock: Clock
) -> None:
    card = rate(company.ana, company.dana, promises=5)
    Card.objects.filter(pk=card.pk).update(contact=None)
    assert [row.total for row in ratings_for_period(FIRST_ON, LAST_ON)] == [5]
