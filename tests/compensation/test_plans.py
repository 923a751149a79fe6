"""Plans: drafted by finance, approved by somebody else, never edited afterwards."""

import datetime as dt
from fractions import Fraction

import pytest
from django.db import connection

from compensation.actions import (
    approve_plan,
    change_draft,
    draft_plan,
    publish_plan,
)
from compensation.models import PlanComponent, PlanVersion
from compensation.queries import content_hash
from compensation.rules import COMPONENT_CODES
from crm.errors import NotAllowedError, RuleBrokenError
from tests.compensation.paid import YEAR, draft, paid, published, refused_by_the_database
from tests.conftest import Clock
from tests.people import Company, make_person


def test_the_first_draft_is_relationship_first(company: Company) -> None:
    version = draft(company)
    assert version.plan.name == "Relationship first"
    assert [(row.code, row.weight_pct) for row in version.components.all()] == [
        ("quota", 35),
        ("secrets", 25),
        ("relationship", 20),
        ("other_solutions", 20),
    ]
    assert [row.weight_pct for row in version.behaviours.all()] == [20] * 5


def test_only_finance_drafts(company: Company) -> None:
    with pytest.raises(NotAllowedError):
        draft_plan(person=company.max, effective_from=YEAR)


def test_nobody_approves_their_own_draft(company: Company, clock: Clock) -> None:
    both = make_person("Bo Both", "finance", "director")
    version = draft_plan(person=both, effective_from=YEAR)
    with pytest.raises(NotAllowedError):
        approve_plan(person=both, plan_version=version)
    assert approve_plan(person=company.olga, plan_version=version).state == "approved"


def test_who_is_paid_by_a_plan_does_not_approve_its_next_version(
    company: Company, clock: Clock
) -> None:
    paid(company.olga, published(company))
    second = draft(company, programme_year=1)
    with pytest.raises(NotAllowedError):
        approve_plan(person=company.olga, plan_version=second)


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"secrets": 24, "quota": 36}, "secrets_below_25"),
        ({"other_solutions": 19, "quota": 36}, "other_solutions_below_20"),
        ({"relationship": 19, "quota": 36}, "relationship_below_20"),
        ({"quota": 36}, "weights_not_100"),
    ],
)
def test_a_plan_below_a_floor_is_not_approved(
    company: Company, clock: Clock, weights: dict[str, int], code: str
) -> None:
    version = draft(company)
    change_draft(
        person=company.fin,
        plan_version=version,
        weights={name: Fraction(weight) for name, weight in weights.items()},
    )
    with pytest.raises(RuleBrokenError) as refused:
        approve_plan(person=company.olga, plan_version=version)
    assert refused.value.code == f"compensation.{code}"


def test_a_third_is_a_weight(company: Company, clock: Clock) -> None:
    version = draft(company)
    thirds = {"quota": Fraction(80, 3), "secrets": Fraction(100, 3)}
    change_draft(person=company.fin, plan_version=version, weights=thirds)
    assert approve_plan(person=company.olga, plan_version=version).state == "approved"


APPROVE = (
    "UPDATE compensation_planversion SET state = 'approved', approver_id = %s,"
    " approved_at = '2026-11-23', content_hash = 'x' WHERE id = %s"
)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("weight_numerator = 34 WHERE code = 'quota'", "plan_weights_are_100"),
        (
            (
                "weight_numerator = CASE code WHEN 'quota' THEN 36 ELSE 24 END"
                " WHERE code IN ('quota', 'secrets')"
            ),
            "plan_secrets_at_least_25",
        ),
        (
            (
                "weight_numerator = CASE code WHEN 'quota' THEN 36 ELSE 19 END"
                " WHERE code IN ('quota', 'other_solutions')"
            ),
            "plan_other_solutions_at_least_20",
        ),
        (
            (
                "weight_numerator = CASE code WHEN 'quota' THEN 36 ELSE 19 END"
                " WHERE code IN ('quota', 'relationship')"
            ),
            "plan_relationship_at_least_20",
        ),
    ],
)
def test_the_database_refuses_an_unsound_plan_that_leaves_draft(
    company: Company, clock: Clock, change: str, rule: str
) -> None:
    version = draft(company)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE compensation_plancomponent SET {change}")  # noqa: S608 - a constant above
    refused_by_the_database(APPROVE, company.olga.pk, version.pk, rule=rule)


def test_the_database_refuses_behaviours_that_are_not_100(company: Company, clock: Clock) -> None:
    version = draft(company)
    version.behaviours.filter(code="listening").delete()
    refused_by_the_database(APPROVE, company.olga.pk, version.pk, rule="plan_behaviours_are_100")


def test_the_database_refuses_a_seventh_behaviour(company: Company, clock: Clock) -> None:
    version = draft(company)
    refused_by_the_database(
        "INSERT INTO compensation_planbehaviour"
        " (version_id, slot, code, weight_numerator, weight_denominator)"
        " VALUES (%s, 7, 'seventh', 0, 1)",
        version.pk,
        rule="plan_behaviour_slot_one_to_six",
    )


def test_the_database_reads_the_floor_of_total_pay(company: Company, clock: Clock) -> None:
    half = {"share_basis": "total_pay", "salary_minor": 500, "target_minor": 500}
    version = draft(company, **half)
    refused_by_the_database(
        APPROVE, company.olga.pk, version.pk, rule="plan_relationship_at_least_20"
    )
    wide = draft(
        company,
        **half,
        components=[
            (code, weight, {"curve": [["0", "0"], ["1", "1"]]})
            for code, weight in zip(COMPONENT_CODES, ("15", "25", "40", "20"), strict=True)
        ],
    )
    assert approve_plan(person=company.olga, plan_version=wide).state == "approved"


def test_the_database_refuses_the_author_as_approver(company: Company, clock: Clock) -> None:
    refused_by_the_database(
        APPROVE, company.fin.pk, draft(company).pk, rule="plan_approver_is_not_its_author"
    )


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("UPDATE compensation_planversion SET n_min = 1", "plan_version_is_frozen"),
        ("UPDATE compensation_planversion SET state = 'draft'", "plan_version_goes_step_by_step"),
        ("UPDATE compensation_plancomponent SET pays = '{}'", "plan_part_is_frozen"),
        ("DELETE FROM compensation_planbehaviour", "plan_part_is_frozen"),
    ],
)
def test_the_database_keeps_a_published_plan_as_it_is(
    company: Company, clock: Clock, sql: str, rule: str
) -> None:
    published(company)
    refused_by_the_database(sql, rule=rule)


def test_a_draft_is_not_published_without_approval(company: Company, clock: Clock) -> None:
    version = draft(company)
    with pytest.raises(RuleBrokenError):
        publish_plan(person=company.olga, plan_version=version)
    refused_by_the_database(
        "UPDATE compensation_planversion SET state = 'published' WHERE id = %s",
        version.pk,
        rule="plan_version_goes_step_by_step",
    )


def test_the_next_version_supersedes_the_one_before(company: Company, clock: Clock) -> None:
    first = published(company)
    second = draft_plan(
        person=company.fin,
        like=first,
        effective_from=dt.date(2027, 1, 1),
        programme_year=2,
        components=[
            (row.code, {"quota": 30, "relationship": 25}.get(row.code, row.weight_pct), row.pays)
            for row in first.components.all()
        ],
    )
    assert second.previous_share == "1/5"
    approve_plan(person=company.olga, plan_version=second)
    publish_plan(person=company.olga, plan_version=second)
    first.refresh_from_db()
    assert first.effective_until == dt.date(2026, 12, 31)


def test_the_second_year_must_weigh_the_relationship_more(company: Company, clock: Clock) -> None:
    second = draft_plan(
        person=company.fin,
        like=published(company),
        effective_from=dt.date(2027, 1, 1),
        programme_year=2,
    )
    with pytest.raises(RuleBrokenError) as refused:
        approve_plan(person=company.olga, plan_version=second)
    assert refused.value.code == "compensation.relationship_share_not_rising"


def test_the_hash_tells_plans_apart(company: Company, clock: Clock) -> None:
    one = draft(company)
    before = content_hash(PlanVersion.objects.get(pk=one.pk))
    PlanComponent.objects.filter(version=one, code="quota").update(weight_numerator=36)
    assert content_hash(PlanVersion.objects.get(pk=one.pk)) != before
