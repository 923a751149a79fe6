"""Periods: calculated as often as needed, approved by somebody unpaid, then frozen."""

import datetime as dt
import json
from fractions import Fraction

import pytest
from django.core.management import call_command

from compensation.actions import (
    answer_dispute,
    approve_period,
    calculate_period,
    close_period,
    open_dispute,
    open_period,
)
from compensation.models import LedgerEntry, Period, Statement
from compensation.rules import evaluate, from_json
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from crm.notices.models import Notice
from tests.compensation.paid import Q3, Q4, carded, danas_quarter, paid, published, won
from tests.compensation.test_plans import refused_by_the_database
from tests.conftest import Clock
from tests.people import Company


def open_quarter(company: Company, days: tuple[dt.date, dt.date] = Q4, **more: object) -> Period:
    return open_period(
        person=company.fin, name=f"from {days[0]}", first_on=days[0], last_on=days[1], **more
    )


def test_a_quarter_pays_what_the_plan_says(company: Company, clock: Clock) -> None:
    statement = danas_quarter(company).statement
    assert [(part["code"], part["target"], part["part"]) for part in statement.parts] == [
        ("quota", 525_000, 546_000),  # 102 % pays 1.04
        ("secrets", 375_000, 356_250),  # 0.75 pays 0.95
        ("relationship", 300_000, 315_000),  # 0.75 pays 1.05
        ("other_solutions", 300_000, 252_000),  # (6 · 4/6 + 4 · 3/5) / 10 = 0.64 pays 0.84
    ]
    assert statement.calculated_minor == statement.released_minor == 1_469_250


def test_the_stored_tree_works_out_to_what_is_paid(company: Company, clock: Clock) -> None:
    statement = danas_quarter(company).statement
    assert evaluate(from_json(statement.tree)) == statement.released_minor


def test_calculating_twice_changes_nothing(company: Company, clock: Clock) -> None:
    quarter = danas_quarter(company, approved=False)
    first = Period.objects.get(pk=quarter.period.pk)
    clock.move(hours=1)
    again = calculate_period(person=company.fin, period=first)
    assert again.digest == first.digest
    assert Statement.objects.get(person=company.dana).pk == quarter.statement.pk


def test_a_late_card_changes_the_digest(company: Company, clock: Clock) -> None:
    quarter = danas_quarter(company, approved=False)
    carded(company.dana, 1, value=5)
    again = calculate_period(person=company.fin, period=quarter.period)
    assert again.digest != Period(digest="").digest
    assert Statement.objects.get(person=company.dana).digest != quarter.statement.digest


def test_cards_after_the_cut_off_do_not_count(company: Company, clock: Clock) -> None:
    quarter = danas_quarter(company, approved=False)
    carded(company.dana, 3, value=1, on=dt.date(2026, 11, 10))
    cut_off = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    calculate_period(person=company.fin, period=quarter.period, cut_off=cut_off)
    assert Statement.objects.get(person=company.dana).digest == quarter.statement.digest


def test_half_a_quarter_pays_half_by_half_the_quota(company: Company, clock: Clock) -> None:
    """46 of 92 days: target and quota are halved, and only deals of those days count."""
    plan = published(company)
    paid(company.dana, plan, from_on=dt.date(2026, 11, 16))
    won(company.dana, 60_000_000, dt.date(2026, 11, 16))
    won(company.dana, 99_000_000, dt.date(2026, 11, 15))
    carded(company.dana, 6)
    calculate_period(person=company.fin, period=open_quarter(company))
    statement = Statement.objects.get(person=company.dana)
    assert statement.target_minor == 750_000
    assert statement.parts[0]["score"] == "1"


def test_two_assignments_in_one_quarter_make_one_statement(company: Company, clock: Clock) -> None:
    plan = published(company)
    paid(company.dana, plan, until_on=dt.date(2026, 11, 15))
    paid(company.dana, plan, from_on=dt.date(2026, 11, 16), target_minor=3_000_000)
    won(company.dana, 120_000_000, dt.date(2026, 11, 1))
    carded(company.dana, 6)
    calculate_period(person=company.fin, period=open_quarter(company))
    statement = Statement.objects.get(person=company.dana)
    assert statement.target_minor == 750_000 + 1_500_000
    assert evaluate(from_json(statement.tree)) == statement.released_minor
    assert sum(part["part"] for part in statement.parts) == statement.calculated_minor


def test_too_few_customers_before_year_end_carry_the_target_over(
    company: Company, clock: Clock
) -> None:
    plan = published(company)
    paid(company.dana, plan)
    won(company.dana, 120_000_000, dt.date(2026, 8, 1))
    carded(company.dana, 4, on=dt.date(2026, 8, 1))
    summer = open_quarter(company, Q3)
    calculate_period(person=company.fin, period=summer)
    third = Statement.objects.get(period=summer)
    assert third.carried == {
        "secrets": 375_000,
        "relationship": 300_000,
        "other_solutions": 300_000,
    }
    assert third.calculated_minor == 525_000
    approve_period(person=company.olga, period=summer)
    autumn = open_quarter(company)
    carded(company.dana, 6)
    calculate_period(person=company.fin, period=autumn)
    fourth = Statement.objects.get(period=autumn)
    assert {part["code"]: part["target"] for part in fourth.parts}["secrets"] == 750_000
    assert fourth.carried == {}


def test_a_plan_with_a_hold_holds_until_the_customer_signs(company: Company, clock: Clock) -> None:
    hold = {"component": "quota", "schedule": ["50", "50"], "customer_confirmed": True}
    paid(company.dana, published(company, hold=hold))
    won(company.dana, 120_000_000, dt.date(2026, 10, 2))
    carded(company.dana, 6)
    calculate_period(person=company.fin, period=open_quarter(company))
    statement = Statement.objects.get(person=company.dana)
    assert statement.held_minor == 525_000
    assert statement.calculated_minor == statement.released_minor + statement.held_minor


def test_a_split_deal_counts_by_its_exact_share(company: Company, clock: Clock) -> None:
    plan = published(company)
    paid(company.dana, plan, quota_minor=30_000_000)
    paid(company.rui, plan)
    deal = won(company.dana, 90_000_000, dt.date(2026, 10, 2), share=(1, 3))
    deal.credits.create(person=company.rui, numerator=2, denominator=3)
    calculate_period(person=company.fin, period=open_quarter(company))
    assert Statement.objects.get(person=company.dana).parts[0]["score"] == "1"
    assert Statement.objects.get(person=company.rui).parts[0]["score"] == "1/2"


def test_nobody_calculates_but_finance(company: Company, clock: Clock) -> None:
    with pytest.raises(NotAllowedError):
        calculate_period(person=company.olga, period=open_quarter(company))


def test_a_period_that_pays_nobody_says_so(company: Company, clock: Clock) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        calculate_period(person=company.fin, period=open_quarter(company))
    assert refused.value.code == "compensation.nobody_paid"


def test_nobody_approves_a_period_that_pays_them(company: Company, clock: Clock) -> None:
    plan = published(company)
    paid(company.olga, plan)
    period = open_quarter(company)
    calculate_period(person=company.fin, period=period)
    with pytest.raises(NotAllowedError):
        approve_period(person=company.olga, period=period)
    refused_by_the_database(
        "UPDATE compensation_period SET state = 'approved', approved_by_id = %s,"
        " approved_at = '2026-11-23'",
        company.olga.pk,
        rule="period_not_by_somebody_it_pays",
    )


def test_finance_does_not_approve(company: Company, clock: Clock) -> None:
    quarter = danas_quarter(company, approved=False)
    with pytest.raises(NotAllowedError):
        approve_period(person=company.fin, period=quarter.period)


def test_an_earlier_period_is_approved_first(company: Company, clock: Clock) -> None:
    quarter = danas_quarter(company, approved=False)
    open_quarter(company, Q3)
    with pytest.raises(RuleBrokenError) as refused:
        approve_period(person=company.olga, period=quarter.period)
    assert refused.value.code == "compensation.earlier_period_open"


def test_approving_tells_the_people_it_pays(company: Company, clock: Clock) -> None:
    danas_quarter(company)
    assert Notice.objects.filter(person=company.dana, channel="in_app").count() == 1


def test_an_approved_period_is_not_calculated_again(company: Company, clock: Clock) -> None:
    quarter = danas_quarter(company)
    with pytest.raises(RuleBrokenError) as refused:
        calculate_period(person=company.fin, period=quarter.period)
    assert refused.value.code == "compensation.period_frozen"


def test_closing_posts_the_ledger_once(company: Company, clock: Clock) -> None:
    quarter = danas_quarter(company)
    close_period(person=company.olga, period=quarter.period)
    with pytest.raises(RuleBrokenError):
        close_period(person=company.olga, period=quarter.period)
    assert sorted(LedgerEntry.objects.values_list("kind", "amount_minor")) == [
        ("calculated", 1_469_250),
        ("released", 1_469_250),
    ]
    assert Entry.objects.filter(kind="compensation.period_closed").count() == 1


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("UPDATE compensation_statement SET held_minor = 0", "period_contents_are_frozen"),
        ("DELETE FROM compensation_frozenfacts", "period_contents_are_frozen"),
        ("UPDATE compensation_period SET digest = 'x'", "period_is_frozen"),
        ("UPDATE compensation_period SET state = 'calculated'", "period_goes_one_way"),
        ("DELETE FROM compensation_period", "period_goes_one_way"),
        ("UPDATE compensation_ledgerentry SET amount_minor = 1", "ledger_is_append_only"),
        ("DELETE FROM compensation_ledgerentry", "ledger_is_append_only"),
        (
            (
                "INSERT INTO compensation_ledgerentry (period_id, person_id, kind, amount_minor,"
                " currency, reason_code, text, at) SELECT period_id, person_id, kind, 1, currency,"
                " '', '', at FROM compensation_ledgerentry LIMIT 1"
            ),
            "ledger_period_is_closed",
        ),
    ],
)
def test_the_database_freezes_a_closed_period(
    company: Company, clock: Clock, sql: str, rule: str
) -> None:
    quarter = danas_quarter(company)
    close_period(person=company.olga, period=quarter.period)
    refused_by_the_database(sql, rule=rule)


def test_the_database_refuses_figures_that_do_not_add_up(company: Company, clock: Clock) -> None:
    danas_quarter(company, approved=False)
    refused_by_the_database(
        "UPDATE compensation_statement SET held_minor = 1", rule="statement_adds_up"
    )
    refused_by_the_database(
        "UPDATE compensation_statement SET held_minor = -1, released_minor = calculated_minor + 1",
        rule="statement_not_negative",
    )


def test_an_adjustment_needs_two_people_and_a_reason(company: Company, clock: Clock) -> None:
    quarter = danas_quarter(company)
    refused_by_the_database(
        "INSERT INTO compensation_ledgerentry (period_id, person_id, kind, amount_minor,"
        " currency, reason_code, text, author_id, approver_id, at)"
        " VALUES (%s, %s, 'adjustment', 1, 'EUR', 'mistake', 'why', %s, %s, '2026-11-23')",
        quarter.period.pk,
        company.dana.pk,
        company.fin.pk,
        company.fin.pk,
        rule="ledger_adjustment_by_two_with_a_reason",
    )


def test_the_command_prints_what_was_calculated(
    company: Company, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    danas_quarter(company, approved=False)
    call_command("calculate_period", "Q4 2026", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["people"] == 1
    assert told["totals"]["EUR"]["calculated"] == "14692.50"
    assert told["digest"] == Period.objects.get().digest


def test_a_number_is_disputed_and_answered(company: Company, clock: Clock) -> None:
    statement = danas_quarter(company).statement
    with pytest.raises(NotAllowedError):
        open_dispute(person=company.max, statement=statement, node="part.quota", words="?")
    dispute = open_dispute(
        person=company.dana, statement=statement, node="part.quota", words="A deal is missing."
    )
    assert dispute.answer_by_on == dt.date(2026, 12, 7)
    with pytest.raises(NotVisibleError):
        answer_dispute(person=company.rui, dispute=dispute, answer="No.")
    answered = answer_dispute(person=company.max, dispute=dispute, answer="It is won in January.")
    assert answered.answered_by == company.max


def test_a_number_that_is_not_there_is_not_disputed(company: Company, clock: Clock) -> None:
    statement = danas_quarter(company).statement
    with pytest.raises(RuleBrokenError):
        open_dispute(person=company.dana, statement=statement, node="part.luck", words="Why?")


def test_a_score_shows_its_exact_fraction(company: Company, clock: Clock) -> None:
    parts = danas_quarter(company).statement.parts
    assert Fraction(parts[3]["score"]) == Fraction(16, 25)
