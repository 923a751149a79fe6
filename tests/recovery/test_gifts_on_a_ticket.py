"""A surprise that costs something asks the limits of gifts, and is written into their register."""

import pytest

from accounts.models import Contact
from crm.errors import RuleBrokenError
from crm.recovery import actions
from crm.recovery.models import Cycle, Ticket
from secrets_manual.actions import decide_gift, record_gift, set_gift_policy
from secrets_manual.models import Gift
from secrets_manual.queries import gifts_visible
from tests.api.callers import Caller
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.test_ideas import ideas, know
from tests.recovery.tickets import fixed

pytestmark = pytest.mark.django_db


def limit(company: Company, minor: int, **details: object) -> None:
    set_to = {"per_gift_minor": minor, "per_year_minor": minor, "source": "Handbook"} | details
    set_gift_policy(person=company.olga, **set_to)


def surprise(company: Company, ticket: Ticket, minor: int, **details: object) -> Ticket:
    act = {"person": company.kim, "ticket": ticket, "words": "A box of tea"} | details
    return actions.surprise(**act, cost_minor=minor)


def refused(company: Company, ticket: Ticket, minor: int) -> RuleBrokenError:
    with pytest.raises(RuleBrokenError) as error:
        surprise(company, ticket, minor)
    assert (error.value.code, error.value.field) == ("recovery.over_budget", "cost")
    assert Cycle.objects.get(ticket=ticket).surprised_at is None
    return error.value


def test_what_it_cost_stands_in_the_register(company: Company, clock: Clock) -> None:
    ticket = fixed(company)
    surprise(company, ticket, 12_50)
    gift = Gift.objects.get()
    assert (gift.ticket_id, gift.value_minor, gift.what, gift.person, gift.on) == (
        str(ticket.pk), 12_50, "A box of tea", company.kim, clock.at.date(),
    )  # fmt: skip


def test_an_act_writes_nothing_there(company: Company, clock: Clock) -> None:
    surprise(company, fixed(company), 0)
    assert not Gift.objects.exists()


def test_a_limit_below_the_budget_of_the_mishap_holds_and_says_whose_it_is(
    company: Company, clock: Clock
) -> None:
    limit(company, 10_00)
    ticket = fixed(company, severity=3)
    assert "10.00 EUR for one gift, our own rule" in refused(company, ticket, 10_01).message
    know(company, "coaches a youth rowing team", "recreation")
    assert ideas(ticket).cap_minor == 10_00
    surprise(company, ticket, 10_00)
    assert not Gift.objects.exclude(value_minor=10_00).exists()


def test_where_the_customers_rules_forbid_it_only_acts_are_offered_and_the_reason_is_said(
    company: Company, clock: Clock
) -> None:
    limit(company, 0, customer=company.norte, nothing_at_all=True, source="Their code, page 4")
    know(company, "enjoys quiet piano concerts", "entertainment")
    ticket = fixed(company)
    found = ideas(ticket)
    assert "Their code, page 4" in found.no_gifts
    assert "Give" not in found.suggestions[0].act
    assert "Their code, page 4" in refused(company, ticket, 1).message


def test_what_was_given_this_year_counts(company: Company, clock: Clock) -> None:
    limit(company, 20_00)
    record_gift(person=company.dana, customer=company.norte, contact=company.ana, what="Tea",
                value_minor=20_00)  # fmt: skip
    know(company, "enjoys quiet piano concerts", "entertainment")
    ticket = fixed(company)
    assert "this year" in refused(company, ticket, 1).message
    assert "this year" in ideas(ticket).no_gifts


def test_an_approved_gift_may_be_the_surprise_and_cost_what_was_approved(
    company: Company, clock: Clock
) -> None:
    limit(company, 10_00)
    ticket = fixed(company, severity=1)
    asked = record_gift(
        person=company.kim, customer=company.norte, contact=company.ana,
        what="A concert", value_minor=90_00, ticket_id=str(ticket.pk), ask=True,
    )  # fmt: skip
    refused(company, ticket, 90_00)
    decide_gift(person=company.olga, gift=asked, approved=True)
    refused(company, ticket, 90_01)
    surprise(company, ticket, 88_00)
    asked.refresh_from_db()
    assert (asked.value_minor, asked.on, Gift.objects.count()) == (88_00, clock.at.date(), 1)


def test_the_api_refuses_it_with_the_same_sentence(company: Company, clock: Clock) -> None:
    Contact.objects.filter(pk=company.ana.pk).update(is_public_official=True)
    ticket = fixed(company)
    answer = Caller(company.kim).send(f"tickets/{ticket.pk}/surprise/", {"words": "A", "cost": 1})
    assert answer.status_code == 400
    assert "public official" in answer.json()["message"]
    assert not Gift.objects.exists()


def test_a_gift_on_a_hidden_ticket_is_hidden_from_whom_it_rates(
    company: Company, clock: Clock
) -> None:
    ticket = fixed(company, origin="card", channel="card", hidden_from=company.dana)
    surprise(company, ticket, 5_00)
    seen = {who.name for who in (company.dana, company.lea, company.max, company.fin,
            company.kim, company.olga) if gifts_visible(who).exists()}  # fmt: skip
    assert company.dana.name not in seen
    assert len(seen) == 5
