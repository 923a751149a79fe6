"""What customers said they would do: minded by somebody, asked about in time, ended once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.errors import NotVisibleError, RuleBrokenError
from crm.home.queries.docket import day_of
from crm.notices.models import Notice
from secrets_manual import actions
from secrets_manual.models import Commitment
from tests.conftest import Clock
from tests.people import Company

SignIn = Callable[[Person], Client]


def _commitment(company: Company, clock: Clock, **details: object) -> Commitment:
    made = {
        "person": company.dana,
        "customer": company.norte,
        "contact": company.ana,
        "words": "Send the floor plan.",
        "due_at": clock.at + dt.timedelta(hours=24),
    } | details
    return actions.make_commitment(**made)


def test_it_comes_in_time_late_or_not_at_all(company: Company, clock: Clock) -> None:
    in_time, late, missed = (_commitment(company, clock) for _ in range(3))
    assert actions.receive_commitment(person=company.dana, commitment=in_time).state == "kept"
    clock.move(hours=25)
    assert actions.receive_commitment(person=company.dana, commitment=late).state == "late"
    row = actions.miss_commitment(person=company.dana, commitment=missed, reason="Not this year.")
    assert (row.state, row.reason) == ("broken", "Not this year.")
    with pytest.raises(RuleBrokenError) as refused:
        actions.receive_commitment(person=company.dana, commitment=missed)
    assert refused.value.code == "secrets_manual.already_ended"


def test_a_stranger_sees_none(company: Company, clock: Clock) -> None:
    with pytest.raises(NotVisibleError):
        actions.receive_commitment(person=company.rui, commitment=_commitment(company, clock))


def test_whoever_minds_it_is_asked_twice_and_then_left_alone(
    company: Company, clock: Clock
) -> None:
    _commitment(company, clock)
    written = [actions.remind_of_commitments(now=clock.move(hours=h)) for h in (23, 2, 1, 24, 24)]
    assert [n > 0 for n in written] == [False, True, False, True, False]
    assert set(Notice.objects.values_list("person", flat=True)) == {company.dana.pk}


def test_today_asks_whether_it_came(company: Company, clock: Clock, signed_in: SignIn) -> None:
    row = _commitment(company, clock)
    assert not day_of(company.dana, clock()).lines
    clock.move(hours=25)
    assert [line.title for line in day_of(company.dana, clock()).lines] == ["Send the floor plan."]
    url = reverse("commitment_came", args=[row.pk])
    assert signed_in(company.dana).post(url, {"next": "/commitments/"}).url == "/commitments/"
    assert not day_of(company.dana, clock()).lines


def test_an_act_leads_back_to_pages_of_ours_only(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    row = _commitment(company, clock)
    url = reverse("commitment_came", args=[row.pk])
    answer = signed_in(company.dana).post(url, {"next": "//evil.example/x"})
    assert answer.url == reverse("commitment", args=[row.pk])


@pytest.mark.parametrize(
    ("column", "constraint"),
    [
        ("came_at = made_at, missed_at = made_at", "commitment_came_or_not"),
        ("came_at = made_at - interval '1 second'", "commitment_came_or_not"),
        ("missed_at = made_at - interval '1 second'", "commitment_missed_after_made"),
        ("words = ' '", "commitment_has_words"),
        ("reminded = 9", "commitment_reminded_known"),
    ],
)
def test_the_database_itself_refuses(
    company: Company, clock: Clock, column: str, constraint: str
) -> None:
    row = _commitment(company, clock)
    sql = f"update secrets_manual_commitment set {column} where id = %s"  # noqa: S608 - ours
    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(sql, [row.pk])
