"""What is wrong with a ticket or a step is said at its field, and nothing is half-written."""

from typing import Any

import pytest

from crm.journal.models import Entry
from crm.recovery.models import Ticket
from tests.api.callers import Caller
from tests.api.stories import a_ticket, hours_ago
from tests.people import Company

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"customer": None}, "customer"),
        ({"customer": "0"}, "customer"),
        ({"customer": "-1"}, "customer"),
        ({"customer": "9" * 30}, "customer"),
        ({"customer": True}, "customer"),
        ({"contact": "0"}, "contact"),
        ({"words": None}, "words"),
        ({"words": " \n"}, "words"),
        ({"words": "x" * 4001}, "words"),
        ({"words": "a\x00b"}, "words"),
        ({"severity": None}, "severity"),
        ({"severity": 0}, "severity"),
        ({"severity": 10**400}, "severity"),
        ({"severity": "grave"}, "severity"),
        ({"severity": "\ud800"}, "severity"),
        ({"channel": "pigeon"}, "channel"),
        ({"reported_at": "2026-11-23T09:15:00+00:00"}, "reported_at"),
        ({"reported_at": "2026-11-23T08:00:00"}, "reported_at"),
        ({"reported_at": "2026-11-23"}, "reported_at"),
        ({"reported_at": "0001-01-01T00:00:00+14:00"}, "reported_at"),
        ({"reported_at": "9999-12-31T23:59:59-14:00"}, "reported_at"),
        ({"reported_at": 1700000000}, "reported_at"),
        ({"owner": "0"}, "owner"),
        ({"state": "recovered"}, "state"),
    ],
)
def test_bad_tickets_get_a_sentence_at_their_field_and_are_not_opened(
    company: Company, kim: Caller, changes: dict[str, object], field: str
) -> None:
    answer = kim.send("tickets/", a_ticket(company, **changes))
    told = answer.json()
    assert (answer.status_code, told["field"]) == (400, field)
    assert told["code"]
    assert told["message"]
    assert not Ticket.objects.exists()


def test_two_minutes_of_a_fast_clock_are_forgiven(company: Company, kim: Caller) -> None:
    body = a_ticket(company, reported_at=hours_ago(-2 / 60))
    assert kim.send("tickets/", body).status_code == 201


@pytest.mark.parametrize(
    ("step", "body", "field"),
    [
        ("respond", {}, "how"),
        ("respond", {"how": "phone"}, "words"),
        ("respond", {"how": "pigeon", "words": "We called."}, "how"),
        ("respond", {"how": "phone", "words": "We called.", "at": hours_ago(-1)}, "at"),
        ("respond", {"how": "phone", "words": "We called.", "at": hours_ago(1)}, "at"),
        ("respond", {"how": "phone", "words": "We called.", "at": "2026-11-23T09:12"}, "at"),
        ("respond", {"how": "phone", "words": "We called.", "contact": "0"}, "contact"),
        ("respond", {"how": "phone", "words": "We called.", "cost": 5}, "cost"),
        ("workaround", {"words": ""}, "words"),
        ("workaround", {"words": "A loan.", "until": hours_ago(1)}, "promised_at"),
        ("fix", {"words": "x" * 4001}, "words"),
        ("surprise", {"words": "A photo.", "cost": -1}, "cost"),
        ("surprise", {"words": "A photo.", "cost": 10**30}, "cost"),
        ("surprise", {"words": "A photo.", "secret": "x"}, "secret"),
        ("recover", {"lesson": {"change": "Count."}}, "owner"),
        ("recover", {"lesson": "Count."}, "lesson"),
        ("lose", {}, "reason"),
        ("reopen", {"reason": ""}, "reason"),
        ("appoint", {"until": hours_ago(-5), "words": "Later."}, "contact"),
        ("appoint", {"until": hours_ago(1), "words": "Later.", "contact": "Ana"}, "until"),
        ("comment", {"words": "\x00"}, "words"),
    ],
)
def test_bad_steps_get_a_sentence_and_leave_the_ticket_as_it_was(
    kim: Caller, opened: dict[str, Any], step: str, body: dict[str, object], field: str
) -> None:
    entries = Entry.objects.count()
    answer = kim.send(f"tickets/{opened['id']}/{step}/", body)
    assert (answer.status_code, answer.json().get("field")) == (400, field), answer.json()
    row = Ticket.objects.get(pk=opened["id"])
    assert (row.state, row.version) == ("open", opened["version"])
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("step", "body", "code"),
    [
        ("surprise", {"words": "A photo."}, "recovery.fix_first"),
        ("recover", {"reason": "None."}, "recovery.respond_first"),
        ("reopen", {"reason": "Again."}, "recovery.still_open"),
    ],
)
def test_a_step_waits_for_the_one_it_needs(
    kim: Caller, opened: dict[str, Any], step: str, body: dict[str, object], code: str
) -> None:
    answer = kim.send(f"tickets/{opened['id']}/{step}/", body)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
