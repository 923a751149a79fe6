"""What hangs on a ticket comes in one question, and each reader gets only what is theirs."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from crm.recovery import actions
from crm.recovery.models import Appointment, Breach, Comment, Loyalty, Rung, Ticket
from crm.recovery.queries import ticket_visible
from crm.recovery.queries.pieces import Pieces
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import hours, open_one, surprised

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def late_and_reopened(company: Company, clock: Clock) -> Ticket:
    """Breached, recovered, reopened, moved to a later time and talked about."""
    kim, ticket = company.kim, surprised(company)
    clock.move(days=30, microseconds=123456)
    actions.recover(
        person=kim, ticket=ticket, lesson_change="Pack by list", lesson_owner=kim,
        lesson_by_on=clock.at.date(),
    )  # fmt: skip
    actions.reopen(person=kim, ticket=ticket, reason="It leaks again.")
    actions.appoint(
        person=kim, ticket=ticket, until=clock.at + hours(90), contact_name="Ana Ruiz",
        words="Not before Friday",
    )  # fmt: skip
    clock.move(hours=12)
    actions.climb_ladders()
    for words in ("First <remark>", "Second remark"):
        clock.move(minutes=1)
        actions.comment(person=company.dana, ticket=ticket, words=words)
    ticket.refresh_from_db()
    return ticket


def test_the_pieces_say_the_same_as_their_rows(company: Company, clock: Clock) -> None:
    ticket = late_and_reopened(company, clock)
    pieces = Pieces.of(ticket_visible(company.kim, ticket.pk), company.kim)
    rungs = Rung.objects.filter(cycle=ticket.present_id).order_by("due_at", "place")
    told = [(one.key, one.due_at, one.state, one.climbed_at, one.tells) for one in rungs]
    assert told == [
        (one.key, one.due_at, one.state, one.climbed_at, one.tells) for one in pieces.rungs
    ]
    missed = Breach.objects.get(cycle=ticket.present_id)
    assert [(one.clock, one.breached_at) for one in pieces.breaches] == [
        (missed.clock, missed.breached_at)
    ]
    moved = Appointment.objects.get()
    assert [(one.words, one.before, one.until) for one in pieces.appointments] == [
        (moved.words, moved.before, moved.until)
    ]
    assert [(one.name, one.words, one.created_at) for one in pieces.comments] == [
        ("Dana Vogt", one.words, one.created_at) for one in Comment.objects.order_by("created_at")
    ]


def test_an_earlier_cycle_keeps_its_end_and_its_breach(company: Company, clock: Clock) -> None:
    ticket = late_and_reopened(company, clock)
    first = ticket.cycles.get(number=1)
    (earlier,) = Pieces.of(ticket_visible(company.kim, ticket.pk), company.kim).earlier
    assert (earlier.number, earlier.state, earlier.ended_at) == (1, "recovered", first.recovered_at)
    assert [one.clock for one in earlier.breaches] == ["recover"]


def test_the_page_shows_all_of_it(company: Company, clock: Clock, signed_in: SignIn) -> None:
    ticket = late_and_reopened(company, clock)
    page = signed_in(company.kim).get(f"/recovery/{ticket.pk}/").content.decode()
    for words in (
        "First &lt;remark&gt;", "Second remark", "Not before Friday", "Cycle 1:",
        "Nobody responded in time: breached", "not asked before this mishap",
    ):  # fmt: skip
        assert words in page


def test_loyalty_before_is_the_latest_answer_the_reader_may_know_of(
    company: Company, clock: Clock
) -> None:
    asked = {"customer": company.norte, "contact": company.ana}
    for days, score, moment, hidden in (
        (-370, 1, "before", None),
        (-9, 7, "before", None),
        (-2, 3, "card", company.dana),
        (1, 9, "after7", None),
    ):
        clock.move(days=days)
        Loyalty.objects.create(
            **asked, score=score, moment=moment, hidden_from=hidden, answered_at=clock.at
        )
        clock.move(days=-days)
    ticket = open_one(company)
    Loyalty.objects.filter(moment="after7").update(ticket=ticket)
    seen = {
        person.name: Pieces.of(ticket_visible(person, ticket.pk), person)
        for person in (company.dana, company.kim)
    }
    before = {name: pieces.before.score for name, pieces in seen.items() if pieces.before}
    assert before == {"Dana Vogt": 7, "Kim Osei": 3}
    assert [pieces.after["after7"].score for pieces in seen.values()] == [9, 9]


def test_other_tickets_of_the_cause_are_counted_but_for_those_hidden_from_the_reader(
    company: Company, clock: Clock
) -> None:
    cause = actions.add_cause(person=None, name="Packed wrongly")
    tickets = [open_one(company), open_one(company), open_one(company)]
    tickets.append(open_one(company, origin="card", channel="card", hidden_from=company.dana))
    for ticket in tickets[1:]:
        actions.set_cause(person=company.kim, ticket=ticket, cause=cause)
    counted = {
        (person.name, ticket.pk): Pieces.of(ticket_visible(person, ticket.pk), person).same_cause
        for person in (company.dana, company.kim)
        for ticket in tickets[:2]
    }
    assert list(counted.values()) == [0, 1, 0, 2]
