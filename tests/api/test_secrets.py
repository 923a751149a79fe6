"""Secrets over the API: kept through the gate, read with a trace, found, corrected, taken back."""

import datetime as dt
from typing import Any

import pytest

from crm.journal.models import Entry
from secrets_manual.models import Conversation, Promise, Reading, Refusal, Secret, State
from tests.api.callers import Caller
from tests.people import Company
from tests.recovery.tickets import open_one

ROWING = "She coaches a youth rowing team on Tuesdays."


def a_secret(company: Company, **changes: object) -> dict[str, object]:
    body: dict[str, object] = {
        "contact": str(company.ana.pk),
        "text": ROWING,
        "kind": "recreation",
        "layer": "secret",
        "provenance": "told_us",
        "glad": "yes",
    } | changes
    return {name: value for name, value in body.items() if value is not None}


@pytest.fixture
def told(company: Company, dana: Caller) -> Any:
    return dana.send("secrets/", a_secret(company)).json()


def test_what_a_contact_told_us_is_kept_for_service_and_briefs(
    company: Company, dana: Caller, clock: Any
) -> None:
    answer = dana.send("secrets/", a_secret(company, told_on="2026-11-20"))
    told = answer.json()
    assert answer.status_code == 201
    assert (told["contact"], told["customer"]) == (str(company.ana.pk), str(company.norte.pk))
    assert (told["state"], told["uses"], told["told_on"]) == (
        "kept",
        ["brief", "service"],
        "2026-11-20",
    )


def test_what_the_organisation_told_needs_no_contact(company: Company, dana: Caller) -> None:
    body = a_secret(
        company,
        contact=None,
        customer=str(company.norte.pk),
        text="Their warehouse runs out of gaskets every December.",
        kind="inventory_problem",
        uses=["service", "surprise"],
    )
    told = dana.send("secrets/", body).json()
    assert (told["contact"], told["uses"]) == (None, ["service", "surprise"])


def test_what_they_would_not_be_glad_of_is_refused_with_its_rule(
    company: Company, dana: Caller
) -> None:
    answer = dana.send("secrets/", a_secret(company, glad="no"))
    assert answer.status_code == 422
    assert answer.json()["code"] == "secrets_manual.blocked"
    assert answer.json()["rule"] == "G2"
    assert not Secret.objects.exists()


def test_what_is_nobodys_business_is_refused_with_what_may_be_kept_instead(
    company: Company, dana: Caller
) -> None:
    text = "She uses a wheelchair since her operation."
    answer = dana.send("secrets/", a_secret(company, text=text)).json()
    assert (answer["code"], answer["rule"]) == ("secrets_manual.blocked", "G5")
    assert answer["suggestion"]
    assert "wheelchair" not in answer["message"]
    assert not Secret.objects.exists()


def test_a_refusal_is_noted_although_a_key_came_with_it_and_the_key_stays_free(
    company: Company, dana: Caller
) -> None:
    key = {"Idempotency-Key": "s1"}
    assert dana.send("secrets/", a_secret(company, glad="no"), **key).status_code == 422
    assert Refusal.objects.count() == 1
    assert dana.send("secrets/", a_secret(company), **key).status_code == 201
    assert Secret.objects.count() == 1


def test_probably_glad_is_a_draft_of_its_author_alone(company: Company, dana: Caller) -> None:
    draft = dana.send("secrets/", a_secret(company, glad="probably")).json()
    assert (draft["state"], draft["uses"]) == ("draft", [])
    assert draft["draft_until"]
    assert Caller(company.lea).get(f"secrets/{draft['id']}/").status_code == 404
    assert dana.send(f"secrets/{draft['id']}/confirm/", {}).json()["state"] == "kept"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"contact": None}, "customer"),
        ({"contact": "0"}, "contact"),
        ({"contact": "99999999999999999999"}, "contact"),
        ({"contact": "²"}, "contact"),
        ({"contact": {"id": 1}}, "contact"),
        ({"text": None}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "x" * 281}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"text": ["a"]}, "text"),
        ({"kind": "gossip"}, "kind"),
        ({"kind": None}, "kind"),
        ({"layer": "onion"}, "layer"),
        ({"provenance": None}, "provenance"),
        ({"provenance": "guessed"}, "provenance"),
        ({"glad": "perhaps"}, "glad"),
        ({"glad": True}, "glad"),
        ({"uses": ["gossip"]}, "uses"),
        ({"uses": "service"}, "uses"),
        ({"told_on": "2026-11-24"}, "told_on"),
        ({"told_on": "0001-01-01"}, "told_on"),
        ({"told_on": "yesterday"}, "told_on"),
        ({"colour": "red"}, "colour"),
        ({"\ud800": 1}, "?"),
    ],
)
def test_bad_secrets_get_a_sentence_at_their_field_and_nothing_is_kept(
    company: Company, dana: Caller, clock: Any, changes: dict[str, object], field: str
) -> None:
    answer = dana.send("secrets/", a_secret(company, **changes))
    told = answer.json()
    assert answer.status_code == 400
    assert told.get("field", "").split(".")[0] in {field, "0"}
    assert told["code"]
    assert told["message"]
    assert not Secret.objects.exists()


def test_a_contact_of_somebody_else_does_not_exist(company: Company, dana: Caller) -> None:
    answer = dana.send("secrets/", a_secret(company, contact=str(company.luis.pk)))
    assert (answer.status_code, answer.json()["field"]) == (400, "contact")
    both = a_secret(company, customer=str(company.vega.pk))
    assert dana.send("secrets/", both).status_code == 400


def test_those_who_read_a_manual_do_not_write_it(company: Company) -> None:
    assert Caller(company.lea).send("secrets/", a_secret(company)).status_code == 403
    assert not Secret.objects.exists()


def test_secrets_are_found_by_customer_and_by_words(
    company: Company, dana: Caller, told: Any
) -> None:
    norte = str(company.norte.pk)
    assert [row["id"] for row in dana.get("secrets/", customer=norte).json()["results"]] == [
        told["id"]
    ]
    assert dana.get("secrets/", q="ROWING tuesdays").json()["results"]
    assert dana.get("secrets/", customer=norte, q="sailing").json() == {
        "next": None,
        "results": [],
    }
    assert not dana.get("secrets/", customer=str(company.vega.pk)).json()["results"]
    assert dana.get("secrets/", customer="norte").json()["code"] == "bad_filter"


def test_reading_by_api_leaves_the_same_trace_as_reading_a_page(
    company: Company, told: Any
) -> None:
    Reading.objects.all().delete()
    olga = Caller(company.olga)
    assert olga.get("secrets/", q="rowing").json()["results"]
    assert Reading.objects.filter(person=company.olga, customer=company.norte).count() == 1
    assert Entry.objects.filter(kind="secrets_manual.secrets_read").count() == 1


def test_service_reads_secrets_only_while_a_ticket_is_open(
    company: Company, kim: Caller, told: Any
) -> None:
    path = f"secrets/{told['id']}/"
    assert kim.get(path).status_code == 404
    ticket = open_one(company)
    assert kim.get(path).json()["text"] == ROWING
    assert kim.get("secrets/", customer=str(company.norte.pk)).json()["results"]
    assert Reading.objects.filter(person=company.kim, ticket_id=str(ticket.pk)).exists()
    kim.send(f"tickets/{ticket.pk}/lose/", {"reason": "They left us."})
    assert kim.get(path).status_code == 404
    assert not kim.get("secrets/").json()["results"]


def test_marketing_finance_privacy_and_admin_read_no_secret(company: Company, told: Any) -> None:
    for person in (company.mira, company.fin, company.petra, company.ada, company.rui):
        caller = Caller(person)
        assert not caller.get("secrets/").json()["results"]
        assert caller.get(f"secrets/{told['id']}/").status_code == 404


def test_the_second_editor_of_a_secret_gets_the_newer_text(
    company: Company, dana: Caller, told: Any
) -> None:
    path, read = f"secrets/{told['id']}/", {"If-Match": str(told["version"])}
    newer = "She coaches the rowing team on Thursdays."
    assert dana.send(path, {"text": newer}, "patch", **read).status_code == 200
    late = dana.send(path, {"text": "She coaches sailing."}, "patch", **read)
    assert (late.status_code, late.json()["code"]) == (409, "stale_version")
    assert late.json()["current"]["text"] == newer
    assert Secret.objects.get().text == newer


def test_a_correction_passes_the_gate_too(company: Company, dana: Caller, told: Any) -> None:
    answer = dana.send(f"secrets/{told['id']}/", {"text": "Her son Max, 9, rows."}, "patch")
    assert (answer.status_code, answer.json()["code"]) == (422, "secrets_manual.blocked")
    assert Secret.objects.get().text == ROWING


def test_what_is_taken_back_is_seen_by_nobody(company: Company, dana: Caller, told: Any) -> None:
    assert dana.send(f"secrets/{told['id']}/", {}, "delete").status_code == 204
    assert dana.get(f"secrets/{told['id']}/").status_code == 404
    assert Secret.objects.get().state == State.WITHDRAWN


def test_a_conversation_is_held_written_down_and_finished(company: Company, dana: Caller) -> None:
    made = dana.send("conversations/", {"contact": str(company.ana.pk), "direction": "asked"})
    assert made.status_code == 201
    path = f"conversations/{made.json()['id']}/"
    asked = {"question": "What went well?", "words": "The training day."}
    answer = dana.send(f"{path}words/", asked)
    assert [turn["words"] for turn in answer.json()["turns"]] == ["The training day."]
    assert dana.send(f"{path}finish/", {}).json()["finished_at"]
    assert dana.get("conversations/", contact=str(company.ana.pk)).json()["results"]
    blocked = {"question": "And?", "words": "He has diabetes."}
    assert dana.send(f"{path}words/", blocked).status_code == 422


def test_a_conversation_lies_in_the_past(company: Company, dana: Caller, clock: Any) -> None:
    body = {"contact": str(company.ana.pk), "at": "2026-11-24T09:12:00+00:00"}
    answer = dana.send("conversations/", body)
    assert (answer.status_code, answer.json()["field"]) == (400, "at")
    assert not Conversation.objects.exists()


def test_a_promise_is_made_once_and_kept_once(company: Company, dana: Caller, clock: Any) -> None:
    due_at = (clock() + dt.timedelta(days=2)).isoformat()
    body = {"customer": str(company.norte.pk), "words": "We send the drawings.", "due_at": due_at}
    key = {"Idempotency-Key": "p1"}
    made = dana.send("promises/", body, **key)
    assert (made.status_code, dana.send("promises/", body, **key).status_code) == (201, 200)
    assert Promise.objects.count() == 1
    reused = dana.send("promises/", body | {"words": "Another."}, **key)
    assert (reused.status_code, reused.json()["code"]) == (422, "idempotency_key_reused")
    path = f"promises/{made.json()['id']}/keep/"
    assert dana.send(path, {}).json()["kept_at"]
    assert dana.send(path, {}).json()["code"] == "secrets_manual.already_kept"
    assert dana.get("promises/", state="kept").json()["results"]
    assert not dana.get("promises/", state="owed").json()["results"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_at": "2026-11-20T09:00:00+00:00"}, "due_at"),
        ({"due_at": "2026-11-25T09:00:00"}, "due_at"),
        ({"due_at": "9999-12-31T23:59:59-12:00"}, "due_at"),
        ({"due_at": 12.5}, "due_at"),
        ({"words": ""}, "words"),
        ({"words": "x" * 501}, "words"),
        ({"owner": "0"}, "owner"),
        ({"customer": "x"}, "customer"),
    ],
)
def test_bad_promises_get_a_sentence_and_are_not_made(
    company: Company, dana: Caller, clock: Any, changes: dict[str, object], field: str
) -> None:
    body: dict[str, object] = {
        "customer": str(company.norte.pk),
        "words": "We send the drawings.",
        "due_at": "2026-11-25T09:00:00+00:00",
    }
    answer = dana.send("promises/", body | changes)
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert not Promise.objects.exists()
