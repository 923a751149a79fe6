"""Tickets over the API: opened, brought to recovered, read with clocks, breaches and rungs."""

import datetime as dt
from typing import Any

import pytest

from crm.journal.models import Entry
from crm.recovery.actions import receive
from crm.recovery.models import Cycle, Ticket
from secrets_manual.models import Promise
from tests.api.callers import Caller
from tests.api.stories import NOW, a_ticket, hours_ago, moment
from tests.people import Company
from tests.recovery.letters import reply
from tests.recovery.tickets import open_one

pytestmark = pytest.mark.usefixtures("clock")


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


@pytest.mark.parametrize("said", [{"is_lasting": True}, {}])
def test_every_step_is_taken_in_turn_until_recovered(
    company: Company, kim: Caller, opened: dict[str, Any], said: dict[str, bool]
) -> None:
    path = f"tickets/{opened['id']}/"
    steps = [
        ("respond", {"how": "phone", "words": "We look for them.", "contact": opened["contact"]}),
        ("workaround", {"words": "A loan set.", "until": "2026-11-25T09:00:00+00:00"}),
        ("fix", {"words": "Four gaskets fitted."} | said),
        ("surprise", {"words": "A photo of her crew.", "cost": 500, "how": "welcome"}),
        ("recover", {}),
    ]
    for name, body in steps:
        answer = kim.send(f"{path}{name}/", body)
        assert answer.status_code == 200, answer.json()
    ticket = kim.get(path).json()
    assert (ticket["state"], ticket["step"], ticket["breaches"]) == ("recovered", "closed", [])
    assert ticket["recovered_at"]
    assert (Promise.objects.get().kept_at is not None) is bool(said)
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
    assert Caller(company.max).send(path, named).status_code == 200


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
    ticket = Ticket.objects.get(pk=opened["id"])
    receive(reply(ticket, "It still leaks.", files={"a.png": b"\x89PNG\r\n\x1a\n"}))
    (mail,) = dana.get(path).json()["conversation"]
    assert (mail["words"], mail["is_ours"], mail["name"]) == ("It still leaks.", False, "")
    assert [file["name"] for file in mail["files"]] == ["a.png"]
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
    with django_assert_max_num_queries(9):
        assert len(kim.get("tickets/").json()["results"]) == 12
