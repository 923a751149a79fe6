"""Deals: stages follow the customer, credit is exact, won deals count."""

import datetime as dt
from fractions import Fraction

import pytest
from django.db import IntegrityError, connection, transaction

from crm.deals.actions import move_deal, open_deal, record_success_definition, share_credit
from crm.deals.models import Deal, DealCredit
from crm.deals.queries import deals_visible, won_credit
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from tests.conftest import Clock
from tests.people import Company

DAY = dt.date(2026, 11, 20)


def test_a_rep_opens_a_deal_and_has_the_whole_credit(company: Company, clock: Clock) -> None:
    deal = open_deal(person=company.dana, customer=company.norte, name="Two sterilisers")
    assert [(row.person, row.share) for row in deal.credits.all()] == [(company.dana, Fraction(1))]
    assert deal.opened_on == dt.date(2026, 11, 23)


def test_another_teams_customer_does_not_exist_for_a_rep(company: Company) -> None:
    with pytest.raises(NotVisibleError):
        open_deal(person=company.dana, customer=company.vega)


def test_no_proposal_before_the_customer_said_what_success_is(
    company: Company, clock: Clock
) -> None:
    deal = open_deal(person=company.dana, customer=company.norte)
    with pytest.raises(RuleBrokenError) as refused:
        move_deal(person=company.dana, deal=deal, stage="proposal")
    assert refused.value.code == "deals.no_success_definition"
    record_success_definition(
        person=company.dana,
        deal=deal,
        words="No batch waits for us.",
        said_on=DAY,
        contact=company.ana,
    )
    assert move_deal(person=company.dana, deal=deal, stage="proposal").stage == "proposal"


def test_a_later_definition_of_success_keeps_the_earlier(company: Company, clock: Clock) -> None:
    deal = open_deal(person=company.dana, customer=company.norte)
    for words in ("Quiet weekends.", "Quiet weekends, and trained staff."):
        record_success_definition(person=company.dana, deal=deal, words=words, said_on=DAY)
    assert list(deal.success_definitions.order_by("number").values_list("number", "words")) == [
        (1, "Quiet weekends."),
        (2, "Quiet weekends, and trained staff."),
    ]


def test_thirds_make_a_whole_and_halves_do_not(company: Company) -> None:
    deal = open_deal(person=company.dana, customer=company.norte)
    third = Fraction(1, 3)
    share_credit(
        person=company.dana,
        deal=deal,
        shares={company.dana: third, company.rui: third, company.lea: third},
    )
    with pytest.raises(RuleBrokenError) as refused:
        share_credit(person=company.dana, deal=deal, shares={company.dana: Fraction(1, 2)})
    assert refused.value.code == "deals.split_not_100"
    assert deal.credits.count() == 3


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_credit_that_is_not_whole() -> None:
    from tests.people import halden  # noqa: PLC0415 - this test needs its own transaction

    company = halden()
    deal = open_deal(person=company.dana, customer=company.norte)
    with pytest.raises(IntegrityError, match="not whole"), transaction.atomic():
        DealCredit.objects.filter(deal=deal).update(denominator=2)


@pytest.mark.parametrize(
    ("sql", "constraint"),
    [
        ("update deals_deal set stage = 'dreaming'", "deal_stage_known"),
        ("update deals_deal set amount_minor = -1", "deal_amount_not_negative"),
        ("update deals_deal set stage = 'lost'", "deal_ended_has_its_day"),
        (
            "update deals_deal set stage = 'won', closed_on = opened_on",
            "deal_won_has_amount_and_customer",
        ),
        (
            "update deals_deal set stage = 'lost', closed_on = opened_on - 1",
            "deal_closed_after_opened",
        ),
    ],
)
def test_the_database_says_no_round_the_forms(company: Company, sql: str, constraint: str) -> None:
    open_deal(person=company.dana, customer=company.norte)
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_a_won_deal_counts_in_its_period_and_only_there(company: Company, clock: Clock) -> None:
    deal = open_deal(person=company.dana, customer=company.norte, opened_on=dt.date(2026, 10, 1))
    move_deal(person=company.dana, deal=deal, stage="won", amount_minor=120_000_00, closed_on=DAY)
    inside = won_credit(first_on=DAY, last_on=DAY)
    assert [(row.person_id, row.deal.amount_minor) for row in inside] == [
        (company.dana.pk, 120_000_00)
    ]
    assert not won_credit(first_on=dt.date(2026, 11, 21), last_on=dt.date(2026, 12, 31))


def test_a_lead_may_change_a_deal_of_the_team_with_a_reason(company: Company, clock: Clock) -> None:
    deal = open_deal(person=company.dana, customer=company.norte)
    with pytest.raises(RuleBrokenError) as refused:
        move_deal(person=company.lea, deal=deal, stage="lost")
    assert refused.value.code == "deals.reason_needed"
    assert (
        move_deal(person=company.lea, deal=deal, stage="lost", reason="They closed the site.").stage
        == "lost"
    )


def test_finance_reads_deals_and_changes_none(company: Company) -> None:
    deal = open_deal(person=company.dana, customer=company.norte)
    assert list(deals_visible(company.fin)) == [deal]
    with pytest.raises(NotAllowedError):
        move_deal(person=company.fin, deal=deal, stage="lost")
    assert not deals_visible(company.rui)
    assert not deals_visible(company.mira)


def test_the_second_of_two_editors_is_told(company: Company) -> None:
    deal = open_deal(person=company.dana, customer=company.norte)
    move_deal(person=company.dana, deal=deal, stage="discovery", version=1)
    with pytest.raises(RuleBrokenError) as refused:
        move_deal(person=company.dana, deal=deal, stage="prospect", version=1)
    assert refused.value.code == "stale_version"
    assert Deal.objects.get().stage == "discovery"
