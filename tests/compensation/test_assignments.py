"""Assignments: one plan at a time, published, and signed by the person it pays."""

import datetime as dt

import pytest

from compensation.actions import (
    assign,
    sign_assignment,
)
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from tests.compensation.paid import YEAR, draft, paid, published, refused_by_the_database
from tests.conftest import Clock
from tests.people import Company


def test_nobody_is_paid_twice_at_one_time(company: Company, clock: Clock) -> None:
    plan = paid(company.dana, published(company)).plan_version
    with pytest.raises(Exception, match="paid by a plan in that time already"):
        paid(company.dana, plan, from_on=dt.date(2026, 6, 1))


def test_only_a_published_plan_pays(company: Company, clock: Clock) -> None:
    version = draft(company)
    with pytest.raises(RuleBrokenError):
        paid(company.dana, version)
    refused_by_the_database(
        "INSERT INTO compensation_assignment (person_id, plan_version_id, target_minor,"
        " salary_minor, quota_minor, from_on, signed_name, signed_hash)"
        " VALUES (%s, %s, 1, 0, 1, '2026-01-01', '', '')",
        company.dana.pk,
        version.pk,
        rule="assignment_of_published_plan",
    )


def test_a_person_signs_the_version_they_are_paid_by(company: Company, clock: Clock) -> None:
    row = paid(company.dana, published(company))
    seen = row.plan_version.content_hash
    with pytest.raises(NotVisibleError):
        sign_assignment(person=company.rui, assignment=row, name="Rui Alves", hash_seen=seen)
    with pytest.raises(RuleBrokenError) as refused:
        sign_assignment(person=company.dana, assignment=row, name="D. V.", hash_seen=seen)
    assert refused.value.code == "compensation.other_name"
    signed = sign_assignment(person=company.dana, assignment=row, name="dana  vogt", hash_seen=seen)
    assert (signed.signed_name, signed.signed_hash) == ("dana vogt", seen)
    refused_by_the_database(
        "UPDATE compensation_assignment SET target_minor = 1", rule="assignment_signed_is_frozen"
    )


def test_finance_says_who_is_paid(company: Company, clock: Clock) -> None:
    plan = published(company)
    with pytest.raises(NotAllowedError):
        assign(
            by=company.dana,
            person=company.dana,
            plan_version=plan,
            target_minor=1,
            quota_minor=1,
            from_on=YEAR,
        )
