"""Tickets over the API: opened, brought to recovered, read with clocks, breaches and rungs."""

import datetime as dt
from typing import Any

import pytest

from crm.journal.models import Entry
from crm.recovery.models import Breach, Cycle, Ticket
from tests.api.callers import Caller
from tests.people import Company
from tests.recovery.tickets import open_one

WORDS = "The sterilisers came without gaskets."
NOW = dt.datetime(2026, 11, 23, 9, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.usefixtures("clock")


def a_ticket(company: Company, **changes: object) -> dict[str, object]:
    body: dict[str, object] = {
        "customer": str(company.norte.pk),
        "contact": str(company.ana.pk),
        "words": WORDS,
        "severity": 2,
        "channel": "phone",
    } | changes
    return {name: value for name, value in body.items() if value is not None}


@pytest.fixture
def opened(company: Company, kim: Caller) -> dict[str, Any]:
    answer: dict[str, Any] = kim.send("tickets/", a_ticket(company)).json()
    return answer


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def hours_ago(hours: float) -> str:
    return (NOW - dt.timedelta(hours=hours)).isoformat()


def test_a_ticket_opens_with_both_clocks_and_its_ladder(company: Company, kim: Caller) -> None:
    answer = kim.send("tickets/", a_ticket(company, owner=str(company.kim.pk)))
    ticket = answer.json()
    assert answer.status_code == 201
    assert isinstance(ticket["id"], str)
    assert (ticket["state"], ticket["cycle"], ticket["step"]) == ("open", 1, "respond")
    assert ticket["owner"] == str(company.kim.pk)
    assert moment(ticket["reported_at"]) == NOW
    assert moment(ticket["respond_by"]) == NOW + dt.timedelta(hours=4)
    assert moment(ticket["recover_by"]) == NOW + dt.timedelta(hours=24)
    assert ticket["breaches"] == []
    assert [rung["key"] for rung in ticket["rungs"]][:2] == ["unassigned", "nudge"]
    assert {rung["state"] for rung in ticket["rungs"]} == {"waiting"}


def test_a_report_with_another_offset_is_the_same_instant(company: Company, kim: Caller) -> None:
    body = a_ticket(company, reported_at="2026-11-23T12:12:00+05:00")
    ticket = kim.send("tickets/", body).json()
    assert moment(ticket["reported_at"]) == NOW - dt.timedelta(hours=2)


def test_every_step_is_taken_in_turn_until_recovered(
    company: Company, kim: Caller, opened: dict[str, Any]
) -> None:
    path = f"tickets/{opened['id']}/"
    steps = [
        ("respond", {"how": "phone", "words": "We look for them.", "contact": opened["contact"]}),
        ("workaround", {"words": "A loan set.", "until": "2026-11-25T09:00:00+00:00"}),
        ("fix", {"words": "Four gaskets fitted."}),
        ("surprise", {"words": "A photo of her crew.", "cost": 500, "how": "welcome"}),
        ("recover", {}),
    ]
    for name, body in steps:
        answer = kim.send(f"{path}{name}/", body)
        assert answer.status_code == 200, answer.json()
    ticket = kim.get(path).json()
    assert (ticket["state"], ticket["step"], ticket["breaches"]) == ("recovered", "closed", [])
    assert ticket["recovered_at"]
    assert kim.get("tickets/", state="recovered").json()["results"][0]["id"] == opened["id"]
    assert kim.get("tickets/", state="open").json()["results"] == []


def test_steps_entered_later_find_the_breaches_they_missed(company: Company, kim: Caller) -> None:
    ticket = kim.send("tickets/", a_ticket(company, reported_at=hours_ago(30))).json()
    path = f"tickets/{ticket['id']}/"
    late = {"how": "phone", "words": "We called.", "at": hours_ago(20)}
    assert kim.send(f"{path}respond/", late).status_code == 200
    assert kim.send(f"{path}fix/", {"words": "Fixed.", "at": hours_ago(19)}).status_code == 200
    lessonless = kim.send(f"{path}recover/", {"reason": "She wants none."})
    assert (lessonless.status_code, lessonless.json()["code"]) == (409, "recovery.lesson_needed")
    lesson = {"change": "Count gaskets.", "owner": str(company.kim.pk), "by": "2026-12-01"}
    closed = kim.send(f"{path}recover/", {"reason": "She wants none.", "lesson": lesson}).json()
    assert [(breach["clock"], breach["cycle"]) for breach in closed["breaches"]] == [
        ("respond", 1),
        ("recover", 1),
    ]
    assert closed["breaches"][0]["breached_at"] == ticket["respond_by"]


def test_reopening_starts_a_new_cycle_and_keeps_the_old_one(
    company: Company, kim: Caller, opened: dict[str, Any]
) -> None:
    path = f"tickets/{opened['id']}/"
    assert kim.send(f"{path}lose/", {"reason": "They left."}).json()["state"] == "lost"
    ticket = kim.send(f"{path}reopen/", {"reason": "They came back."}).json()
    assert (ticket["state"], ticket["cycle"], ticket["lost_at"]) == ("open", 2, None)
    assert {rung["state"] for rung in ticket["rungs"]} == {"waiting"}
    assert Cycle.objects.filter(ticket=ticket["id"]).count() == 2


def test_an_appointment_moves_the_clock_to_recover_alone(
    company: Company, kim: Caller, opened: dict[str, Any]
) -> None:
    path = f"tickets/{opened['id']}/appoint/"
    until = "2026-11-26T09:00:00+00:00"
    asked = {"until": until, "contact": opened["contact"], "words": "After the audit, please."}
    ticket = kim.send(path, asked).json()
    assert moment(ticket["recover_by"]) == moment(until)
    assert ticket["respond_by"] == opened["respond_by"]
    named = asked | {"contact": "Ana's assistant"}
    second = kim.send(path, named)
    assert (second.status_code, second.json()["code"]) == (409, "recovery.second_appointment")
    assert Caller(company.sara).send(path, named).status_code == 200


def test_the_panel_of_secrets_comes_with_the_ticket(
    company: Company, dana: Caller, kim: Caller, opened: dict[str, Any]
) -> None:
    secret = {
        "contact": str(company.ana.pk),
        "text": "She coaches a youth rowing team.",
        "kind": "recreation",
        "layer": "secret",
        "provenance": "told_us",
        "glad": "yes",
        "uses": ["service", "surprise"],
    }
    told = dana.send("secrets/", secret).json()
    path = f"tickets/{opened['id']}/"
    assert [row["id"] for row in kim.get(path).json()["secrets"]] == [told["id"]]
    assert Entry.objects.filter(kind="secrets_manual.secrets_read").exists()
    kim.send(f"{path}respond/", {"how": "phone", "words": "We look."})
    kim.send(f"{path}fix/", {"words": "Fixed."})
    used = kim.send(f"{path}surprise/", {"words": "A photo of the crew.", "secret": told["id"]})
    assert used.status_code == 200
    assert Cycle.objects.get(ticket=opened["id"]).secret_id == int(told["id"])


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


def test_the_second_to_take_a_step_is_told_who_was_first(
    company: Company, kim: Caller, opened: dict[str, Any]
) -> None:
    path, body = f"tickets/{opened['id']}/respond/", {"how": "phone", "words": "We called."}
    kim.send(path, body)
    late = Caller(company.sara).send(path, body)
    assert (late.status_code, late.json()["code"]) == (409, "recovery.already_answered")
    assert "Kim Osei" in late.json()["message"]


def test_the_same_key_takes_a_step_once_and_answers_alike(
    kim: Caller, opened: dict[str, Any]
) -> None:
    path, body = f"tickets/{opened['id']}/fix/", {"words": "Fixed."}
    first, second = (kim.send(path, body, **{"Idempotency-Key": "f1"}) for _time in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert Entry.objects.filter(kind="recovery.ticket_fixed").count() == 1


def test_the_same_key_opens_one_ticket(company: Company, kim: Caller) -> None:
    first, second = (
        kim.send("tickets/", a_ticket(company), **{"Idempotency-Key": "t1"}) for _time in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert Ticket.objects.count() == 1


def test_a_ticket_is_opened_for_customers_one_can_name_and_by_those_who_serve_them(
    company: Company, dana: Caller
) -> None:
    foreign = a_ticket(company, customer=str(company.vega.pk), contact=None)
    assert dana.send("tickets/", foreign).status_code == 400
    mine = a_ticket(company, contact=None)
    for person in (company.mira, company.fin):
        assert Caller(person).send("tickets/", mine).status_code == 403
    assert not Ticket.objects.exists()
    assert Caller(company.olga).send("tickets/", mine).status_code == 201


def test_a_steward_reads_and_comments_but_service_takes_the_steps(
    company: Company, dana: Caller, opened: dict[str, Any]
) -> None:
    path = f"tickets/{opened['id']}/"
    assert dana.get(path).status_code == 200
    assert dana.send(f"{path}comment/", {"words": "She prefers mornings."}).status_code == 200
    assert dana.send(f"{path}fix/", {"words": "Fixed."}).status_code == 403
    assert Caller(company.rui).get(path).status_code == 404
    assert Caller(company.fin).get(path).status_code == 404


def test_a_ticket_born_of_a_card_does_not_exist_for_the_rated_person(
    company: Company, dana: Caller, kim: Caller
) -> None:
    hidden = open_one(company, channel="card", origin="card", hidden_from=company.dana)
    path = f"tickets/{hidden.pk}/"
    assert dana.get(path).status_code == 404
    assert dana.send(f"{path}comment/", {"words": "?"}).status_code == 404
    assert dana.get("tickets/").json()["results"] == []
    open_one(company)
    assert dana.get("tickets/").json()["results"][0]["repeat"] is False
    assert kim.get(path).status_code == 200


def test_lists_of_tickets_are_filtered_and_paged(company: Company, kim: Caller) -> None:
    for number in range(5):
        body = a_ticket(company, reported_at=hours_ago(number), contact=None)
        kim.send("tickets/", body)
    kim.send("tickets/", a_ticket(company, customer=str(company.vega.pk), contact=None))
    norte = str(company.norte.pk)
    first = kim.get("tickets/", customer=norte, page_size=3).json()
    second = kim.get("tickets/", customer=norte, page_size=3, cursor=first["next"]).json()
    reported = [row["reported_at"] for row in first["results"] + second["results"]]
    assert len(reported) == 5
    assert reported == sorted(reported, reverse=True)
    assert second["next"] is None
    assert kim.get("tickets/", state="gone").json()["code"] == "bad_filter"
    assert kim.get("tickets/", owner=str(company.dana.pk)).json()["results"] == []


def test_a_list_of_tickets_costs_the_same_whatever_its_length(
    company: Company, kim: Caller, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        kim.send("tickets/", a_ticket(company, reported_at=hours_ago(number * 9)))
    Breach.objects.count()
    with django_assert_max_num_queries(9):
        assert len(kim.get("tickets/").json()["results"]) == 12
