"""The pages about pay: who sees what, and that every figure is the stored one."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from compensation.actions import approve_period, calculate_period, draft_plan, open_period
from compensation.models import Assignment, Dispute, Period, PlanVersion, Statement
from tests.compensation.paid import (
    Q4,
    YEAR,
    carded,
    danas_quarter,
    paid,
    published,
    won,
)
from tests.conftest import Clock
from tests.people import Company

SignIn = Callable[[Person], Client]


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


def test_the_statement_explains_itself(company: Company, clock: Clock, signed_in: SignIn) -> None:
    statement = danas_quarter(company).statement
    text = page(signed_in(company.dana), "statement", statement.pk)
    for words in (
        "14,692.50",
        "5,250.00 × 1.04, because credited 1,224,000.00 of 1,200,000.00 is 102 %",
        "(6 · 0.75 + 4 · 0.75) / (6 + 4)",
        "straight line from 0.6 → 0.9 to 0.9 → 1.2",
        "because 4 of 6 were pointed to someone else",
        "Keeps promises",
        "won on 2026-10-02, share 100 %",
    ):
        assert words in text, words


def test_few_cards_are_hidden_from_whom_they_rate_and_only_from_them(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    plan = published(company)
    paid(company.dana, plan)
    won(company.dana, 1_000, dt.date(2026, 10, 2))
    carded(company.dana, 2, value=5)
    period = open_period(person=company.fin, name="Q4", first_on=Q4[0], last_on=Q4[1])
    calculate_period(person=company.fin, period=period)
    approve_period(person=company.olga, period=period)
    pk = Statement.objects.get().pk
    own = page(signed_in(company.dana), "statement", pk)
    assert "Few cards: blended with the team figure" in own
    assert "2 customers" not in own
    assert "(2 · 1 +" not in own
    assert "from 2 cards" in page(signed_in(company.max), "statement", pk)
    told = signed_in(company.dana).get(reverse("statement_csv", args=[pk])).content.decode()
    assert "score.secrets.customers" not in told


def test_a_statement_is_not_shown_to_its_person_before_it_is_approved(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    statement = danas_quarter(company, approved=False).statement
    page(signed_in(company.dana), "statement", statement.pk, status=404)
    assert "not approved yet" in page(signed_in(company.fin), "statement", statement.pk)


def test_the_file_has_the_figures_of_the_page(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    statement = danas_quarter(company).statement
    answer = signed_in(company.dana).get(reverse("statement_csv", args=[statement.pk]))
    assert "attachment" in answer["Content-Disposition"]
    assert "payable,Payable now,difference,1469250" in answer.content.decode()


def test_mine_shows_the_newest_statement_or_what_is_coming(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    dana = signed_in(company.dana)
    assert "No plan pays you a bonus" in page(dana, "bonus")
    danas_quarter(company, approved=False)
    coming = page(dana, "bonus")
    assert "15,000.00" in coming
    assert "Sign the plan you are paid by" in coming


def test_one_signs_by_typing_the_own_name(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    row = paid(company.dana, published(company))
    dana, url = signed_in(company.dana), reverse("assignment_sign", args=[row.pk])
    seen = row.plan_version.content_hash
    assert dana.post(url, {"name": "Somebody", "hash_seen": seen}).status_code == 422
    assert dana.post(url, {"name": "Dana Vogt", "hash_seen": seen}).status_code == 302
    assert Assignment.objects.get(pk=row.pk).signed_name == "Dana Vogt"
    assert signed_in(company.rui).post(url, {"name": "Rui"}).status_code == 404


def test_finance_drafts_mends_and_a_director_approves(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    fin, olga = signed_in(company.fin), signed_in(company.olga)
    fin.post(reverse("plan_new"), {"effective_from": "2026-01-01"})
    version = PlanVersion.objects.get()
    weights = {
        "quota": "36", "secrets": "24", "relationship": "20", "other_solutions": "20",
        "programme_year": "1", "share_basis": "bonus", "salary_minor": "22500",
        "target_minor": "15000",
    }  # fmt: skip
    checked = fin.post(reverse("plan_check", args=[version.pk]), weights).content.decode()
    assert "Secrets must be at least 25 % of the bonus." in checked
    assert "read of total pay it is 8 %" in checked
    assert fin.post(reverse("plan", args=[version.pk]), weights).status_code == 302
    refused = olga.post(reverse("plan_approve", args=[version.pk]))
    assert refused.status_code == 422
    assert "Secrets must be at least 25 %" in refused.content.decode()
    weights |= {"quota": "35", "secrets": "25"}
    fin.post(reverse("plan", args=[version.pk]), weights)
    assert olga.post(reverse("plan_approve", args=[version.pk])).status_code == 302
    assert olga.post(reverse("plan_publish", args=[version.pk])).status_code == 302
    version.refresh_from_db()
    assert version.state == "published"


def test_the_second_editor_of_a_draft_is_told(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    version = draft_plan(person=company.fin, effective_from=YEAR)
    weights = {
        "quota": "35", "secrets": "25", "relationship": "20", "other_solutions": "20",
        "programme_year": "1", "share_basis": "bonus", "version": version.version - 1,
    }  # fmt: skip
    answer = signed_in(company.fin).post(reverse("plan", args=[version.pk]), weights)
    assert answer.status_code == 422
    assert "Somebody changed this while you were writing" in answer.content.decode()


def test_other_weights_are_tried_without_writing(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    quarter = danas_quarter(company)
    address = reverse("plan", args=[quarter.plan.pk])
    tried = "?quota=30&secrets=25&relationship=25&other_solutions=20&programme_year=1"
    text = signed_in(company.max).get(f"{address}{tried}&share_basis=bonus").content.decode()
    assert "Dana Vogt" in text
    assert "14,700.00" in text  # 4,680 + 3,562.50 + 3,937.50 + 2,520
    assert "+7.50" in text
    row = quarter.plan.components.get(code="quota")
    assert row.weight_pct == 35


def test_a_period_goes_its_way_through_the_pages(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    paid(company.dana, published(company))
    carded(company.dana, 6)
    company.olga.set_password("a-long-password")
    company.olga.save()
    fin, olga = signed_in(company.fin), signed_in(company.olga)
    fin.post(
        reverse("periods"),
        {"name": "Q4 2026", "first_on": "2026-10-01", "last_on": "2026-12-31"},
    )
    period = Period.objects.get()
    assert fin.post(reverse("period_calculate", args=[period.pk])).status_code == 302
    assert "Dana Vogt" in page(fin, "period", period.pk)
    assert fin.post(reverse("period_approve", args=[period.pk])).status_code == 403
    assert olga.post(reverse("period_approve", args=[period.pk])).status_code == 302
    closing = olga.get(reverse("period_close", args=[period.pk]))
    assert closing.status_code == 302  # first show again who you are
    assert "reauthenticate" in closing["Location"]
    period.refresh_from_db()
    assert period.state == "approved"


def test_a_manager_sees_the_own_team_only(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    quarter = danas_quarter(company)
    assert "Dana Vogt" in page(signed_in(company.max), "period", quarter.period.pk)
    page(signed_in(company.lea), "statement", quarter.statement.pk, status=404)
    page(signed_in(company.rui), "statement", quarter.statement.pk, status=404)
    page(signed_in(company.dana), "period", quarter.period.pk, status=404)


def test_a_dispute_is_opened_and_answered_on_the_page(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    statement = danas_quarter(company).statement
    url = reverse("statement_dispute", args=[statement.pk])
    sent = {"node": "part.quota", "words": "The Vega deal is missing."}
    assert signed_in(company.dana).post(url, sent).status_code == 302
    dispute = Dispute.objects.get()
    answering = reverse("dispute_answer", args=[statement.pk, dispute.pk])
    assert signed_in(company.max).post(answering, {"answer": "Won in May."}).status_code == 302
    assert "Won in May." in page(signed_in(company.dana), "statement", statement.pk)


@pytest.mark.parametrize("name", ["bonus", "statement", "plans", "plan", "periods", "period"])
def test_no_page_asks_the_database_more_than_twelve_times(
    company: Company, clock: Clock, signed_in: SignIn, name: str
) -> None:
    quarter = danas_quarter(company)
    args = {
        "statement": [quarter.statement.pk],
        "plan": [quarter.plan.pk],
        "period": [quarter.period.pk],
    }.get(name, [])
    client = signed_in(company.dana if name == "bonus" else company.fin)
    page(client, name, *args)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(client, name, *args)
    assert len(asked) <= 12, "\n".join(query["sql"][:140] for query in asked)
