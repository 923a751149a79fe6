"""Today holds at most seven cards, by clock and promise, and then it ends."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from crm.deals.actions import open_deal
from crm.home.queries.docket import SHOWN, day_of
from crm.notices import actions as notices
from crm.notices.models import Notice
from crm.recovery.actions import assign_owner, open_ticket, receive, respond
from crm.recovery.models import Ticket
from secrets_manual.actions import make_promise, record_secret
from secrets_manual.models import Promise, Secret
from tests import people
from tests.conftest import Clock
from tests.recovery.letters import reply

SignIn = Callable[[Person], Client]


def mishap(company: people.Company, words: str, *, hours_ago: float, clock: Clock) -> Ticket:
    return open_ticket(
        person=company.dana,
        customer=company.norte,
        contact=company.ana,
        words=words,
        severity=2,
        channel="phone",
        reported_at=clock() - dt.timedelta(hours=hours_ago),
    )


def promise(company: people.Company, words: str, *, hours: float, clock: Clock) -> Promise:
    return make_promise(
        person=company.dana,
        customer=company.norte,
        contact=company.ana,
        words=words,
        due_at=clock() + dt.timedelta(hours=hours),
    )


def draft(company: people.Company, words: str) -> Secret:
    return record_secret(
        person=company.dana,
        customer=company.norte,
        contact=company.ana,
        text=words,
        provenance="told_us",
        glad="probably",
    )


def titles(person: Person, clock: Clock) -> list[str]:
    return [str(line.title) for line in day_of(person, clock()).lines]


def test_the_nearest_clock_or_promise_stands_first(company: people.Company, clock: Clock) -> None:
    mishap(company, "The lamp blinks.", hours_ago=1, clock=clock)
    promise(company, "Tell Ana why", hours=2, clock=clock)
    promise(company, "Send the plan", hours=20, clock=clock)
    draft(company, "Collects maps of old harbours")
    assert titles(company.dana, clock) == [
        "Tell Ana why",
        "Norte Foods: The lamp blinks.",
        "Send the plan",
        "1 draft waits for their answer",
    ]


def test_there_are_never_more_than_seven_cards_and_the_page_says_that_it_ends(
    company: people.Company, clock: Clock, signed_in: SignIn
) -> None:
    for number in range(9):
        mishap(company, f"The lamp {number} blinks.", hours_ago=1, clock=clock)
    page = signed_in(company.kim).get(reverse("today")).content.decode()
    assert page.count("docket-kind") == SHOWN
    assert "That is all for today. The rest can wait." in page


def test_clocks_leave_room_for_what_has_none(company: people.Company, clock: Clock) -> None:
    for number in range(9):
        mishap(company, f"The lamp {number} blinks.", hours_ago=1, clock=clock)
    draft(company, "Collects maps of old harbours")
    assert titles(company.dana, clock)[-1] == "1 draft waits for their answer"


def test_no_word_of_a_secret_is_on_the_page(
    company: people.Company, clock: Clock, signed_in: SignIn
) -> None:
    draft(company, "Collects maps of old harbours")
    page = signed_in(company.dana).get(reverse("today")).content.decode()
    assert "1 draft waits" in page
    assert "harbours" not in page


def test_service_sees_its_own_tickets_and_nobodys_by_the_clock_then_those_of_colleagues(
    company: people.Company, clock: Clock, signed_in: SignIn
) -> None:
    theirs = mishap(company, "A colleague's.", hours_ago=20, clock=clock)
    assign_owner(person=company.kim, ticket=theirs, owner=company.dana)
    mishap(company, "Nobody’s.", hours_ago=3, clock=clock)
    mine = mishap(company, "Mine.", hours_ago=3, clock=clock)
    respond(person=company.kim, ticket=mine, how="phone", words="Called Ana.")
    day = day_of(company.kim, clock())
    assert [line.text for line in day.lines] == [
        "Nobody looks after it yet.", "It is yours.", "Dana looks after it.",
    ]  # fmt: skip
    assert day.clocks == ["1 OOPS! is yours", "1 OOPS! is nobody’s"]

    clock.move(hours=1)
    receive(reply(mine, "When do the boxes come?", sender=company.ana.email))
    line = next(one for one in day_of(company.kim, clock()).lines if one.number == mine.pk)
    assert line.strong == "Ana Ruiz asks: “When do the boxes come?”"
    assert [words for words, _url in line.acts] == ["Answer", "Open"]
    told = Notice.objects.filter(event="their_word", person=company.kim, channel="in_app")
    assert [one.read_at for one in told] == [None]
    receive(reply(mine, "And where?", sender="night@elsewhere.example"))
    letter = signed_in(company.kim).get(line.acts[0][1]).content.decode()
    assert "Your answer goes to Ana Ruiz alone, not there." in letter
    answer = signed_in(company.kim).post(line.acts[0][1], {"words": "At noon."})
    assert all(one.read_at for one in told.all())
    assert answer["Location"].endswith("#mails")
    line = next(one for one in day_of(company.kim, clock()).lines if one.number == mine.pk)
    assert line.strong == "Next: the fix."


def test_a_lead_sees_what_is_at_risk_and_not_what_goes_well(
    company: people.Company, clock: Clock
) -> None:
    well = mishap(company, "Goes well.", hours_ago=1, clock=clock)
    late = mishap(company, "Goes badly.", hours_ago=19, clock=clock)
    for ticket in (well, late):
        respond(person=company.kim, ticket=ticket, how="phone", words="Called Ana.")
    assert titles(company.lea, clock) == ["Norte Foods: Goes badly."]


def test_the_rated_person_does_not_see_the_ticket_of_a_card(
    company: people.Company, clock: Clock
) -> None:
    open_ticket(
        person=None,
        customer=company.norte,
        words="Low rating.",
        severity=2,
        channel="card",
        origin="card",
        hidden_from=company.dana,
    )
    assert titles(company.dana, clock) == []
    assert titles(company.max, clock) == ["Norte Foods: Low rating."]


def test_a_deal_nobody_asked_about_is_a_question_to_ask(
    company: people.Company, clock: Clock
) -> None:
    open_deal(person=company.dana, customer=company.norte, name="Second oven", amount_minor=100)
    (line,) = day_of(company.dana, clock()).lines
    assert "define success" in str(line.strong)


def test_done_keeps_the_promise_and_comes_back_to_the_day(
    company: people.Company, clock: Clock, signed_in: SignIn
) -> None:
    owed = promise(company, "Tell Ana why", hours=2, clock=clock)
    client = signed_in(company.dana)
    answer = client.post(reverse("today_keep", args=[owed.pk]), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/", 302)]
    assert "Done today" in page
    assert day_of(company.dana, clock()).lines == []


@pytest.mark.parametrize(
    "name",
    ["dana", "kim", "sara", "lea", "max", "mira", "petra", "fin", "olga", "ada"],
)
def test_every_role_has_a_day_within_twelve_queries(
    name: str, company: people.Company, clock: Clock, signed_in: SignIn
) -> None:
    for number in range(4):
        mishap(company, f"The lamp {number} blinks.", hours_ago=20, clock=clock)
        promise(company, f"Promise {number}", hours=2, clock=clock)
        draft(company, f"Collects maps of harbour {number}")
    notices.beat("climb_ladders")
    client = signed_in(getattr(company, name))
    client.get(reverse("today"))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse("today"))
    assert answer.status_code == 200
    assert len(asked) <= 12, [query["sql"][:160] for query in asked.captured_queries]
