"""The empty chair: what stands on the wall of a meeting room, and what never does."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Customer, Person
from crm import clock as crm_clock
from crm.deals.models import Deal, SuccessDefinition
from crm.home.actions.meeting import log_decision
from crm.home.rules.chair import Ask, questions_from
from crm.recovery.models import Ticket
from secrets_manual import actions
from tests.people import Company, make_contact
from tests.recovery.tickets import hours, open_one
from tests.report_cards.stories import rate

SignedIn = Callable[[Person], Client]


def wall(client: Client, customer: Customer) -> str:
    return client.get(reverse("empty_chair", args=[customer.pk])).content.decode()


def succeed(company: Company, words: str, *, days_ago: int = 5) -> SuccessDefinition:
    deal = Deal.objects.create(
        customer=company.norte, owner=company.dana, opened_on=dt.date(2026, 1, 5),
        amount_minor=123_456_00,
    )  # fmt: skip
    return SuccessDefinition.objects.create(
        deal=deal, words=words, contact=company.ana, number=1, recorded_by=company.dana,
        said_on=crm_clock.today() - dt.timedelta(days=days_ago), recorded_at=crm_clock.now(),
    )  # fmt: skip


def test_their_words_what_is_open_and_three_questions_stand_there(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    succeed(company, "No batch waits for a steriliser, ever again.")
    open_one(company, words="The gaskets were missing.", reported_at=crm_clock.now() - hours(30))
    due_at = crm_clock.now() + dt.timedelta(days=2)
    actions.make_promise(
        person=company.dana, customer=company.norte, words="Gaskets on site", due_at=due_at
    )
    actions.make_commitment(
        person=company.dana, customer=company.norte, words="Send the floor plan", due_at=due_at
    )
    broken = actions.make_promise(
        person=company.dana, customer=company.norte, words="Call on Friday", due_at=due_at
    )
    actions.break_promise(person=company.dana, promise=broken, reason="I forgot")
    body = wall(signed_in(company.dana), company.norte)
    for words in (
        "No batch waits for a steriliser", "Ana Ruiz would sit here", "The gaskets were missing.",
        "past its time since", "Gaskets on site", "Send the floor plan", "Call on Friday",
        "The time you gave me is over.", "You said you would, and you did not.",
        "What does this decision do to us?", "An empty chair",
    ):  # fmt: skip
        assert words in body, words
    assert body.split('id="ask"')[1].split("</section>")[0].count("<li>") == 3


def test_no_revenue_stands_on_it(company: Company, clock: object, signed_in: SignedIn) -> None:
    succeed(company, "Nobody waits.")
    Customer.objects.filter(pk=company.norte.pk).update(
        annual_revenue_minor=987_654_321_00, employees=4321
    )
    body = wall(signed_in(company.olga), company.norte)
    plain = re.sub(r"[^\d]", "", re.sub(r"<[^>]+>", " ", body))
    for figure in ("987654321", "123456", "4321"):
        assert figure not in plain
    assert not re.search(r"(?i)revenue|EUR|€|turnover", body)


def test_what_one_of_us_must_not_see_stays_off_the_wall_whoever_opens_it(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    ticket = open_one(company, words="She never calls back.")
    Ticket.objects.filter(pk=ticket.pk).update(origin="card", hidden_from=company.dana)
    rate(company.ana, company.dana, words="Between us: she is late.", promises=2)
    for person in (company.olga, company.max, company.dana):
        body = wall(signed_in(person), company.norte)
        assert "She never calls back." not in body
        assert "Between us" not in body


def test_a_comment_that_the_rated_person_may_read_stands_there_for_who_sees_cards(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    rate(company.ana, company.dana, words="Tell me bad news early.", may_read=True, promises=4)
    assert "Tell me bad news early." in wall(signed_in(company.max), company.norte)
    assert "Tell me bad news early." not in wall(signed_in(company.dana), company.norte)


def test_without_a_definition_their_last_words_do_unless_they_became_a_secret(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    assert "Nobody has written down a word of theirs yet." in wall(client, company.norte)
    talk = actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=company.ana
    )
    actions.keep_words(
        person=company.dana, conversation=talk, question="What now?", words="Come earlier."
    )
    body = wall(client, company.norte)
    assert "Come earlier." in body
    assert "Nobody asked me what success is." in body
    secret = actions.record_secret(
        person=company.dana, customer=company.norte, contact=company.ana,
        text="Likes early visits", provenance="told_us", glad="yes",
    )  # fmt: skip
    talk.turns.update(secret=secret)
    assert "Come earlier." not in wall(client, company.norte)


def any_wall(client: Client, place: int = 0) -> str:
    return client.get(reverse("any_chair"), {"n": place}).content.decode()


def test_any_meeting_sees_words_said_to_the_company_and_none_said_to_one_of_us(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    client = signed_in(company.olga)
    assert "No words yet that this wall may show." in any_wall(client)
    succeed(company, "Nobody waits.")
    open_one(company, words="It came without gaskets.")
    open_one(company, words="A colleague heard of it.", channel="colleague")
    hidden = open_one(company, words="She never calls back.")
    Ticket.objects.filter(pk=hidden.pk).update(origin="card", hidden_from=company.dana)
    rate(company.ana, company.dana, words="Early, please.", may_read=True, promises=4)
    iker = make_contact("Iker Sanz", company.norte)
    rate(iker, company.dana, words="Between us.", promises=2)
    talk = actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=company.ana
    )
    actions.keep_words(
        person=company.dana, conversation=talk, question="What now?", words="I row at six."
    )
    shown = " ".join(any_wall(client, place) for place in range(5))
    for words in ("Nobody waits.", "It came without gaskets.", "Early, please."):
        assert words in shown
    for words in ("A colleague heard", "never calls back", "Between us", "I row at six"):
        assert words not in shown
    assert any_wall(client, 0) != any_wall(client, 1)
    assert 'href="?n=0"' in any_wall(client, 2)
    assert "Nobody waits." not in any_wall(signed_in(company.rui))


def test_a_decision_says_what_it_does_to_the_customer_and_is_found_again(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    client, url = signed_in(company.dana), reverse("meeting_decision_new")
    sent = {"decided": "No visits in December", "effect": "", "customer": "Norte Foods"}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"effect": "They wait longer."}).status_code == 302
    assert client.post(url, sent | {"effect": "His cancer can wait."}).status_code == 422
    client.post(url, {"decided": "Calls by name", "effect": "They tell it once."})
    log = reverse("meeting_decisions")
    page = client.get(log, {"q": "norte december"}).content.decode()
    assert "They wait longer." in page
    assert "Calls by name" not in page
    theirs = client.get(log, {"customer": company.norte.pk}).content.decode()
    assert "Calls by name" not in theirs
    others = signed_in(company.rui).get(log).content.decode()
    assert "Calls by name" in others
    assert "December" not in others


INSERT = "insert into home_meetingdecision (decided, effect, person_id, decided_at) values "


@pytest.mark.parametrize(
    ("constraint", "sql"),
    [
        ("meeting_decision_says_what", INSERT + "(' ', 'x', %s, now())"),
        ("meeting_decision_says_what_it_does", INSERT + "('x', '', %s, now())"),
        (
            "stands as it was written",
            "update home_meetingdecision set effect = 'x', person_id = %s",
        ),
    ],
)
def test_a_decision_stands_as_it_was_written(company: Company, constraint: str, sql: str) -> None:
    log_decision(person=company.dana, decided="Visits", effect="They wait.")
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [company.dana.pk])


def test_the_gravest_facts_ask_first_and_the_plain_question_is_always_asked() -> None:
    assert questions_from([]) == [Ask.WHAT_IT_DOES, Ask.WHO_TELLS, Ask.WOULD_YOU]
    facts = {Ask.SILENT, Ask.MISHAP_OPEN, Ask.MISHAP_LATE, Ask.PROMISE_LATE, Ask.PROMISE_BROKEN}
    assert questions_from(facts) == [Ask.MISHAP_LATE, Ask.PROMISE_BROKEN, Ask.WHAT_IT_DOES]
    assert questions_from({Ask.SILENT}) == [Ask.SILENT, Ask.WHAT_IT_DOES, Ask.WHO_TELLS]
