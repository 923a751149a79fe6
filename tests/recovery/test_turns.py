"""Reopening starts the clocks anew; an appointment moves one of them."""

import datetime as dt

import pytest

from accounts.models import Person
from crm.errors import NotAllowedError, RuleBrokenError
from crm.recovery import actions
from crm.recovery.models import Ticket
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import answered, hours, open_one, recovered, rung, states

pytestmark = pytest.mark.django_db


def test_a_reopened_ticket_has_new_clocks_and_keeps_its_first_cycle(
    company: Company, clock: Clock
) -> None:
    ticket = recovered(company)
    first = ticket.cycle
    clock.move(days=3)
    again = actions.reopen(person=company.kim, ticket=ticket, reason="The gaskets leak.")
    assert (again.cycle.number, again.state, again.cycle.step) == (2, "open", "respond")
    assert again.cycle.recover_by == clock.at + hours(24)
    assert set(states(again).values()) == {"waiting"}
    first.refresh_from_db()
    assert (first.state, first.recovered_at) == ("recovered", clock.at - hours(72))


def test_an_open_ticket_cannot_be_reopened(company: Company, clock: Clock) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        actions.reopen(person=company.kim, ticket=open_one(company), reason="?")
    assert refused.value.code == "recovery.still_open"


def appoint(
    company: Company, ticket: Ticket, until: dt.datetime, person: Person | None = None
) -> Ticket:
    return actions.appoint(
        person=person or company.kim,
        ticket=ticket,
        until=until,
        words="Thursday is fine, after surgery.",
        contact=company.ana,
    )


def test_an_appointment_moves_waiting_rungs_in_proportion_and_not_the_response(
    company: Company, clock: Clock
) -> None:
    ticket = answered(company)
    respond_by = ticket.cycle.respond_by
    row = appoint(company, ticket, clock.at + hours(48))
    assert row.cycle.recover_by == clock.at + hours(48)
    assert row.cycle.respond_by == respond_by
    assert rung(row, "halfway").due_at == clock.at + hours(24)
    assert rung(row, "last_call").due_at == clock.at + hours(43.2)


def test_a_climbed_rung_and_a_breach_stay_when_the_customer_asks_for_later(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company)
    halfway_at = rung(ticket, "halfway").due_at
    clock.move(hours=25)
    actions.climb_ladders()
    row = appoint(company, ticket, clock.at + hours(48))
    assert rung(row, "halfway").due_at == halfway_at
    assert row.cycle.breaches.filter(clock="recover").exists()


def test_a_deadline_that_passed_unseen_is_missed_all_the_same(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company)
    missed = ticket.cycle.recover_by
    clock.move(hours=25)
    row = appoint(company, ticket, clock.at + hours(48))
    assert row.cycle.breaches.get(clock="recover").breached_at == missed


def test_a_second_appointment_needs_a_manager(company: Company, clock: Clock) -> None:
    ticket = answered(company)
    appoint(company, ticket, clock.at + hours(48))
    for person in (company.kim, company.sara):
        with pytest.raises(RuleBrokenError) as refused:
            appoint(company, ticket, clock.at + hours(72), person=person)
        assert refused.value.code == "recovery.second_appointment"
    row = appoint(company, ticket, clock.at + hours(72), person=company.max)
    assert row.cycle.recover_by == clock.at + hours(72)


def test_an_appointment_lies_ahead_and_names_who_asked(company: Company, clock: Clock) -> None:
    ticket = open_one(company)
    with pytest.raises(RuleBrokenError) as refused:
        appoint(company, ticket, clock.at)
    assert refused.value.code == "recovery.appointment_in_past"
    with pytest.raises(RuleBrokenError) as refused:
        actions.appoint(
            person=company.kim, ticket=ticket, until=clock.at + hours(30), words="Later"
        )
    assert "who asked" in refused.value.message


def test_a_steward_cannot_make_an_appointment(company: Company, clock: Clock) -> None:
    with pytest.raises(NotAllowedError):
        appoint(company, open_one(company), clock.at + hours(30), person=company.dana)


def test_a_ticket_is_handed_on_and_the_new_owner_is_told(company: Company, clock: Clock) -> None:
    ticket = open_one(company)
    row = actions.assign_owner(person=company.lea, ticket=ticket, owner=company.kim)
    assert row.owner == company.kim
    assert company.kim.notices.filter(channel="in_app").count() == 1
    with pytest.raises(NotAllowedError):
        actions.assign_owner(person=company.dana, ticket=ticket, owner=company.sara)
    with pytest.raises(RuleBrokenError):
        actions.assign_owner(person=company.kim, ticket=ticket, owner=company.mira)


def test_whoever_reads_a_ticket_may_comment(company: Company, clock: Clock) -> None:
    ticket = open_one(company)
    remark = actions.comment(person=company.dana, ticket=ticket, words="She is in surgery.")
    assert list(ticket.comments.all()) == [remark]
