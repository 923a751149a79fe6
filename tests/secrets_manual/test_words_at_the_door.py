"""Words beside secrets pass the gate too: promises, commitments, uses, answers, surprises."""

import datetime as dt
import logging
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions import issue_token
from accounts.models import Person
from crm.journal.models import Entry, OnceKey
from crm.recovery import actions as recovery
from crm.recovery.models import Cycle, Ticket
from secrets_manual import actions
from secrets_manual.models import (
    Commitment,
    Conversation,
    Promise,
    Refusal,
    Secret,
    SetAside,
    Turn,
    Use,
)
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

SignIn = Callable[[Person], Client]
BLOCKED = "Her daughter Lea rows; she is pregnant"
DUE = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)


def _talk(company: Company) -> Conversation:
    return actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=company.ana
    )


def _doors(company: Company) -> dict[str, Callable[[], object]]:
    dana = {"person": company.dana}
    agreed = {**dana, "customer": company.norte, "due_at": DUE}
    promise = actions.make_promise(**agreed, words="Call.")
    commitment = actions.make_commitment(**agreed, words="The plan.")
    secret, talk = tell(company, "Likes green"), _talk(company)
    asked = {**dana, "conversation": talk, "question": "Anything else?"}
    return {
        "a promise": lambda: actions.make_promise(**agreed, words=BLOCKED),
        "a promise changed": lambda: actions.change_promise(
            **dana, promise=promise, version=None, words=BLOCKED
        ),
        "a reason": lambda: actions.break_promise(**dana, promise=promise, reason=BLOCKED),
        "a commitment": lambda: actions.make_commitment(**agreed, words=BLOCKED),
        "a commitment changed": lambda: actions.change_commitment(
            **dana, commitment=commitment, version=None, words=BLOCKED
        ),
        "what they said": lambda: actions.miss_commitment(
            **dana, commitment=commitment, reason=BLOCKED
        ),
        "a use": lambda: actions.record_use(**dana, secret=secret, how=BLOCKED),
        "an answer": lambda: actions.keep_words(**asked, words=BLOCKED),
        "a question": lambda: actions.keep_words(**(asked | {"question": BLOCKED}), words="Yes."),
    }


def _tables_with(needle: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            sql = f'select count(*) from "{table}" t where t::text ilike %s'  # noqa: S608 - ours
            cursor.execute(sql, [f"%{needle}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


def test_every_door_for_words_refuses_what_a_secret_may_not_say_and_keeps_no_word(
    company: Company, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    doors = _doors(company)
    before = Entry.objects.count()
    for number, (name, act) in enumerate(doors.items(), start=1):
        with caplog.at_level(logging.DEBUG), pytest.raises(actions.SecretRefusedError):
            act()
        assert Refusal.objects.count() == number, name
    assert _tables_with("Lea rows") == []
    assert "Lea rows" not in caplog.text
    assert Entry.objects.count() == before


def test_a_form_shows_the_refusal_at_its_field_and_notes_it_although_nothing_was_made(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    sent = {
        "contact": company.ana.pk, "words": BLOCKED, "due_at": "2026-11-25T12:00",
        "once": "6f1d5a1e-4b7c-4f7e-9a3f-0d5a3b1c2d3e",
    }  # fmt: skip
    dana = signed_in(company.dana)
    answer = dana.post(reverse("promise_new"), sent)
    assert answer.status_code == 422
    assert "words" in answer.context["form"].errors
    assert Refusal.objects.get().person == company.dana
    made = dana.post(reverse("promise_new"), sent | {"words": "Call."})
    assert made.status_code == 302
    assert (Promise.objects.get().words, OnceKey.objects.count()) == ("Call.", 1)


def test_forms_leave_the_gate_to_their_actions_and_show_what_it_says_where_it_was_written(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    secret, talk = tell(company, "Likes green"), _talk(company)
    corrected = {"text": BLOCKED, "kind": "habit", "layer": "secret", "version": secret.version}
    held = {"kind": "visit", "at": "2026-11-23T09:00", "words": BLOCKED}
    forms: list[tuple[str, int, str, dict[str, object]]] = [
        ("secret_edit", secret.pk, "text", corrected),
        ("secret_replace", secret.pk, "text", {"text": BLOCKED, "provenance": "told_us"}),
        ("conversation", talk.pk, "words", {"question": "Anything?", "words": BLOCKED}),
        ("conversation_edit", talk.pk, "words", held | {"contacts": [company.ana.pk]}),
        ("meeting_decision_new", 0, "effect", {"decided": "More vans", "effect": BLOCKED}),
    ]
    dana = signed_in(company.dana)
    for number, (name, pk, field, sent) in enumerate(forms, start=1):
        answer = dana.post(reverse(name, args=[pk] if pk else []), sent)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field]), name
        assert Refusal.objects.count() == number, name
        assert "Lea rows" not in Secret.objects.get().text
    page = dana.post(reverse("secret_edit", args=[secret.pk]), corrected).content.decode()
    assert "a false alarm" in page.lower()


@pytest.mark.parametrize(
    ("route", "sent", "model"),
    [("promises", {"due_at": DUE.isoformat()}, Promise),
     ("commitments", {"due_at": DUE.isoformat()}, Commitment)],
)  # fmt: skip
def test_the_api_refuses_them_with_the_rule(
    company: Company,
    clock: Clock,
    route: str,
    sent: dict[str, object],
    model: type[Promise] | type[Commitment],
) -> None:
    body = {"contact": str(company.ana.pk), "words": BLOCKED} | sent
    url = reverse(f"api-{route}-list")
    token = {"Authorization": f"Token {issue_token(person=company.dana, scope='write')}"}
    answer = Client().post(url, body, content_type="application/json", headers=token)
    assert (answer.status_code, answer.json()["rule"]) == (422, "G5")
    assert not model.objects.exists()
    assert Refusal.objects.count() == 1


def _fixed(company: Company) -> Ticket:
    ticket = recovery.open_ticket(
        person=company.kim, customer=company.norte, contact=company.ana, words="It came late",
        severity=2, channel="phone",
    )  # fmt: skip
    recovery.respond(person=company.kim, ticket=ticket, how="phone", words="We called.")
    return ticket


def test_a_surprise_from_a_secret_says_nothing_the_manual_may_not_keep(
    company: Company, clock: Clock
) -> None:
    secret = tell(company, "Likes green", uses=["service", "surprise"])
    ticket = _fixed(company)
    recovery.fix(person=company.kim, ticket=ticket, words="A new one came.")
    act = {"person": company.kim, "ticket": ticket, "secret_id": secret.pk}
    with pytest.raises(actions.SecretRefusedError) as refused:
        recovery.surprise(**act, words=BLOCKED)
    assert (refused.value.field, Refusal.objects.count()) == ("words", 1)
    assert Cycle.objects.get().surprised_at is None
    recovery.surprise(**act, words="A green cover.")
    assert Use.objects.get().how == "A green cover."


def test_the_promise_of_a_lasting_fix_leaves_out_words_that_the_manual_may_not_keep(
    company: Company, clock: Clock
) -> None:
    ticket = _fixed(company)
    recovery.work_around(
        person=company.kim, ticket=ticket, words="One is lent.", promised_at=DUE,
        promised_words="A new one for her diabetes nurse.",
    )  # fmt: skip
    assert Promise.objects.get().words == f"The lasting fix of OOPS {ticket.pk}"


def _put_aside(table: str, row: int, company: Company, words: str) -> None:
    refusal = Refusal.objects.create(
        rule="G5", category="health", person=company.dana, digest="0" * 64, at=DUE
    )
    SetAside.objects.create(
        customer=company.norte, table=table, row=row, words=words, refusal=refusal, on=DUE.date()
    )


def test_a_line_taken_back_takes_along_what_was_set_aside_of_it(
    company: Company, clock: Clock
) -> None:
    secret, other = tell(company, "Likes green"), tell(company, "Decides on paper")
    use = actions.record_use(person=company.dana, secret=secret, how="A card")
    kept = actions.record_use(person=company.dana, secret=other, how="A letter")
    turn = Turn.objects.create(
        conversation=_talk(company), question="What?", words="…", secret=secret, at=clock.at
    )
    for table, row in (("use", use.pk), ("turn", turn.pk), ("use", kept.pk)):
        _put_aside(table, row, company, "is ill")
    actions.take_back_line(contact=company.ana, secret_id=secret.pk)
    assert SetAside.objects.get().row == kept.pk
    assert Refusal.objects.count() == 1


def test_who_objects_leaves_nothing_behind_among_the_words_set_aside(
    company: Company, clock: Clock
) -> None:
    talk = _talk(company)
    turn = Turn.objects.create(conversation=talk, question="What?", words="…", at=clock.at)
    elsewhere = actions.hold_conversation(person=company.dana, customer=company.norte)
    another = actions.hold_conversation(person=company.dana, customer=company.norte)
    _put_aside("turn", turn.pk, company, "is ill")
    _put_aside("conversation", talk.pk, company, "is ill")
    _put_aside("conversation", elsewhere.pk, company, "Heard that ANA is ill")
    _put_aside("conversation", another.pk, company, "Iker is ill")
    actions.object_to_remembering(contact=company.ana)
    assert SetAside.objects.get().row == another.pk
    assert Refusal.objects.count() == 1
