"""Respond, fix, surprise, recover: in this order, each once, each by somebody at a time."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Contact
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.recovery import actions
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import answered, fixed, hours, open_one, recovered, states, surprised

pytestmark = pytest.mark.django_db


def refusal(act: Callable[..., object], **arguments: Any) -> RuleBrokenError:
    with pytest.raises(RuleBrokenError) as refused:
        act(**arguments)
    return refused.value


def test_a_ticket_goes_through_its_steps(company: Company, clock: Clock) -> None:
    who = {"person": company.kim, "ticket": open_one(company)}
    steps = [who["ticket"].cycle.step]
    for act, said in (
        (actions.respond, {"how": "phone", "words": "We look for them."}),
        (actions.fix, {"words": "Fitted by Luis."}),
        (actions.surprise, {"words": "A photo of her crew."}),
        (actions.recover, {}),
    ):
        steps.append(act(**who, **said).cycle.step)
    assert steps == ["respond", "fix", "surprise", "recover", "closed"]


def test_recovered_within_the_time_has_no_breach_and_spares_the_ladder(
    company: Company, clock: Clock
) -> None:
    ticket = recovered(company)
    assert ticket.state == "recovered"
    assert set(states(ticket).values()) == {"spared"}
    assert not ticket.cycle.breaches.exists()


def test_the_second_of_two_is_told_who_was_first_and_when(company: Company, clock: Clock) -> None:
    ticket = answered(company)
    clock.move(minutes=5)
    error = refusal(
        actions.respond, person=company.sara, ticket=ticket, how="email", words="Hello again"
    )
    assert error.code == "recovery.already_answered"
    assert "Kim Osei" in error.message
    assert "10:12" in error.message or "09:12" in error.message
    ticket.refresh_from_db()
    assert ticket.cycle.response_how == "phone"


def test_a_surprise_waits_for_the_fix(company: Company, clock: Clock) -> None:
    error = refusal(actions.surprise, person=company.kim, ticket=answered(company), words="Flowers")
    assert error.code == "recovery.fix_first"


def test_recovered_waits_for_the_response(company: Company, clock: Clock) -> None:
    error = refusal(actions.recover, person=company.kim, ticket=open_one(company))
    assert error.code == "recovery.respond_first"


def test_recovered_needs_a_surprise_or_the_reason_against_one(
    company: Company, clock: Clock
) -> None:
    ticket = fixed(company)
    error = refusal(actions.recover, person=company.kim, ticket=ticket)
    assert error.code == "recovery.surprise_or_reason"
    closed = actions.recover(
        person=company.kim, ticket=ticket, no_surprise_reason="She asked for quiet."
    )
    assert (closed.state, closed.cycle.no_surprise_reason) == ("recovered", "She asked for quiet.")


def test_a_workaround_stands_for_the_fix_only_with_a_promised_time(
    company: Company, clock: Clock
) -> None:
    ticket = answered(company)
    row = actions.work_around(person=company.kim, ticket=ticket, words="Borrowed gaskets")
    assert row.cycle.step == "fix"
    other = answered(company)
    row = actions.work_around(
        person=company.kim, ticket=other, words="Borrowed", promised_at=clock.at + hours(72)
    )
    assert row.cycle.step == "surprise"
    assert (
        refusal(actions.work_around, person=company.kim, ticket=other, words="Again").code
        == "recovery.already_worked_around"
    )


def test_a_time_entered_by_hand_lies_between_the_report_and_now(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company, reported_at=clock.at - hours(1))
    before = clock.at - hours(1) - dt.timedelta(microseconds=1)
    for at, code in (
        (before, "recovery.before_report"),
        (clock.at + hours(1), "recovery.in_future"),
    ):
        error = refusal(
            actions.respond, person=company.kim, ticket=ticket, how="phone", words="Hi", at=at
        )
        assert (error.code, error.field) == (code, "at")


def test_done_at_the_deadline_is_met_and_a_microsecond_later_is_a_breach(
    company: Company, clock: Clock
) -> None:
    on_time, too_late = open_one(company), open_one(company, customer=company.vega)
    deadline = on_time.cycle.respond_by
    clock.move(hours=5)
    words = {"how": "phone", "words": "We are on it."}
    actions.respond(person=company.kim, ticket=on_time, at=deadline, **words)
    actions.respond(
        person=company.kim, ticket=too_late, at=deadline + dt.timedelta(microseconds=1), **words
    )
    assert not on_time.cycle.breaches.exists()
    breach = too_late.cycle.breaches.get()
    assert (breach.clock, breach.breached_at) == ("respond", deadline)


@pytest.mark.parametrize("reason", ["grave", "repeat", "breach"])
def test_a_grave_repeated_or_breached_ticket_closes_only_with_a_lesson(
    company: Company, clock: Clock, reason: str
) -> None:
    if reason == "repeat":
        recovered(company)
    ticket = surprised(company, severity=3 if reason == "grave" else 1)
    if reason == "breach":
        clock.move(hours=24, microseconds=1)
    error = refusal(actions.recover, person=company.kim, ticket=ticket)
    assert error.code == "recovery.lesson_needed"
    closed = actions.recover(
        person=company.kim,
        ticket=ticket,
        lesson_change="Two people check the packing list.",
        lesson_owner=company.sara,
        lesson_by_on=dt.date(2026, 12, 1),
    )
    assert closed.state == "recovered"
    assert closed.cycle.lesson_owner == company.sara


def test_half_a_lesson_is_refused(company: Company, clock: Clock) -> None:
    error = refusal(
        actions.recover, person=company.kim, ticket=surprised(company), lesson_change="Something"
    )
    assert "who does it" in error.message


@pytest.mark.parametrize(
    ("severity", "cost", "fits"),
    [(1, 2500, True), (1, 2501, False), (2, 7500, True), (3, 20001, False)],
)
def test_a_surprise_stays_within_the_budget_of_its_severity(
    company: Company, clock: Clock, severity: int, cost: int, fits: bool
) -> None:
    ticket = fixed(company, severity=severity)
    act = {"person": company.kim, "ticket": ticket, "words": "A book", "cost_minor": cost}
    if fits:
        assert actions.surprise(**act).cycle.surprise_cost_minor == cost
    else:
        assert refusal(actions.surprise, **act).code == "recovery.over_budget"


def test_a_public_official_is_given_nothing_that_costs(company: Company, clock: Clock) -> None:
    Contact.objects.filter(pk=company.ana.pk).update(is_public_official=True)
    company.ana.refresh_from_db()
    error = refusal(
        actions.surprise, person=company.kim, ticket=fixed(company), words="A pen", cost_minor=1
    )
    assert error.code == "recovery.over_budget"


def test_whoever_asked_for_no_surprises_gets_none(company: Company, clock: Clock) -> None:
    Contact.objects.filter(pk=company.ana.pk).update(no_surprises=True)
    error = refusal(actions.surprise, person=company.kim, ticket=fixed(company), words="A card")
    assert error.code == "recovery.no_surprises_wanted"


def test_a_customer_who_left_closes_the_ticket_with_a_reason(
    company: Company, clock: Clock
) -> None:
    ticket = answered(company)
    assert refusal(actions.lose, person=company.kim, ticket=ticket, reason=" ").message
    lost = actions.lose(person=company.kim, ticket=ticket, reason="They moved to another firm.")
    assert lost.state == "lost"
    assert set(states(lost).values()) == {"spared", "stale"}
    error = refusal(actions.fix, person=company.kim, ticket=ticket, words="Too late")
    assert error.code == "recovery.already_closed"


@pytest.mark.parametrize("name", ["dana", "lea", "max", "olga"])
def test_those_who_read_a_ticket_may_not_take_its_steps(
    company: Company, clock: Clock, name: str
) -> None:
    ticket = open_one(company)
    with pytest.raises(NotAllowedError):
        actions.fix(person=getattr(company, name), ticket=ticket, words="Done")


@pytest.mark.parametrize("name", ["rui", "mira", "fin", "petra", "ada"])
def test_for_everybody_else_the_ticket_does_not_exist(
    company: Company, clock: Clock, name: str
) -> None:
    ticket = open_one(company)
    with pytest.raises(NotVisibleError):
        actions.fix(person=getattr(company, name), ticket=ticket, words="Done")


def test_whoever_reaches_the_customer_first_owns_the_ticket(company: Company, clock: Clock) -> None:
    assert answered(company).owner == company.kim
    ticket = answered(company, owner=company.sara)
    assert ticket.owner == company.sara
