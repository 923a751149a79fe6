"""A conversation has people in it, a beginning, a feeling, and an end that can be taken back."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.errors import NotAllowedError, RuleBrokenError
from secrets_manual import actions
from secrets_manual.models import Commitment, Conversation, Promise
from tests.conftest import Clock
from tests.people import Company, make_contact

SignIn = Callable[[Person], Client]


def talk_of(company: Company, **details: object) -> Conversation:
    held = {"person": company.dana, "customer": company.norte, "contact": company.ana} | details
    return actions.hold_conversation(**held)


def page_of(talk: Conversation, client: Client) -> str:
    return client.get(reverse("conversation", args=[talk.pk])).content.decode()


def test_several_contacts_take_part_and_each_is_marked(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    sol = make_contact("Sol Ruiz", company.norte)
    talk = talk_of(company, contacts=[sol], direction="gave")
    client, url = signed_in(company.dana), reverse("conversation_direction", args=[talk.pk])
    assert client.post(url, {"direction": "asked", "contact": sol.pk}).status_code == 302
    marks = dict(talk.parts.values_list("contact__name", "direction"))
    assert marks == {"Ana Ruiz": "gave", "Sol Ruiz": "asked"}
    talk.refresh_from_db()
    assert talk.direction == "gave"
    assert client.post(url, {"contact": company.luis.pk}).status_code == 404


def test_nobody_of_another_customer_takes_part(company: Company) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        talk_of(company, contacts=[company.luis])
    assert refused.value.code == "secrets_manual.foreign_contact"


def test_who_began_and_how_it_felt_is_two_taps(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    talk = talk_of(company)
    url = reverse("conversation_mood", args=[talk.pk])
    signed_in(company.dana).post(url, {"started_by": "them", "felt": "tense"})
    talk.refresh_from_db()
    assert (talk.started_by, talk.felt) == ("them", "tense")
    assert "Tense" in page_of(talk, signed_in(company.lea))


def test_three_asks_in_a_row_are_pointed_out_kindly(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    client = signed_in(company.dana)
    seen = []
    for direction in ("asked", "asked", "", "asked", "gave"):
        clock.move(days=1)
        talk = talk_of(company, direction=direction)
        page = page_of(talk, client)
        seen.append(["A good day to give." in page, "3 asks in a row" in page])
    assert seen == [[False, False], [False, False], [True, False], [False, True], [False, False]]


def test_it_is_corrected_and_the_second_editor_sees_both_texts(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    sol = make_contact("Sol Ruiz", company.norte)
    talk = talk_of(company)
    client, url = signed_in(company.dana), reverse("conversation_edit", args=[talk.pk])
    body = {
        "kind": "video",
        "at": "2026-11-20T12:00",
        "contacts": [sol.pk],
        "words": "The plan is late.",
        "version": talk.version,
    }
    assert client.post(url, body).status_code == 302
    talk.refresh_from_db()
    assert (talk.kind, talk.contact, talk.words) == ("video", sol, "The plan is late.")
    assert list(talk.parts.values_list("contact", flat=True)) == [sol.pk]
    second = client.post(url, body | {"words": "The plan is early."})
    assert second.status_code == 422
    assert "The plan is late." in second.content.decode()
    assert "The plan is early." in second.content.decode()


def test_notes_pass_the_gate_when_they_are_corrected(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    talk = talk_of(company)
    body = {"kind": "call", "at": "2026-11-20T12:00", "words": "He has diabetes."}
    url = reverse("conversation_edit", args=[talk.pk])
    assert signed_in(company.dana).post(url, body).status_code == 422
    talk.refresh_from_db()
    assert talk.words == ""


def test_it_is_closed_and_opened_again(company: Company, clock: Clock, signed_in: SignIn) -> None:
    talk, client = talk_of(company), signed_in(company.dana)
    client.post(reverse("conversation_finish", args=[talk.pk]))
    assert "Keep their words" not in page_of(talk, client)
    client.post(reverse("conversation_reopen", args=[talk.pk]))
    assert "Keep their words" in page_of(talk, client)


def test_both_promises_are_written_down_in_passing(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    talk, client = talk_of(company), signed_in(company.dana)
    due = {"due_at": "2026-11-24T12:00"}
    ours = {"words": "Send the drawings."} | due
    theirs = {"words": "Send the floor plan."} | due
    for name, body in (("conversation_promise", ours), ("conversation_commitment", theirs)):
        assert client.post(reverse(name, args=[talk.pk]), body).status_code == 302
    assert Promise.objects.get().conversation == talk
    assert Commitment.objects.get().due_at == dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
    page = page_of(talk, client)
    assert "Send the drawings." in page
    assert "Send the floor plan." in page


def test_only_who_held_it_writes_it_down(company: Company) -> None:
    talk = talk_of(company)
    for act in (actions.reopen_conversation, actions.finish_conversation):
        with pytest.raises(NotAllowedError):
            act(person=company.lea, conversation=talk)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("felt = 'angry'", "conversation_felt_known"),
        ("started_by = 'nobody'", "conversation_starter_known"),
        ("kind = 'dream'", "conversation_kind_known"),
    ],
)
def test_the_database_itself_refuses(company: Company, change: str, constraint: str) -> None:
    talk = talk_of(company)
    sql = f"update secrets_manual_conversation set {change} where id = %s"  # noqa: S608 - ours
    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(sql, [talk.pk])


def test_a_contact_sits_in_a_conversation_once(company: Company) -> None:
    talk = talk_of(company)
    sql = (
        "insert into secrets_manual_participant (conversation_id, contact_id, direction)"
        " values (%s, %s, '')"
    )
    with (
        pytest.raises(IntegrityError, match="participant_once_a_conversation"),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [talk.pk, company.ana.pk])


def test_an_asking_names_a_question_by_its_key(company: Company) -> None:
    sql = (
        "insert into secrets_manual_asking (customer_id, person_id, key, outcome, at)"
        " values (%s, %s, 'What of it?', 'asked', now())"
    )
    with (
        pytest.raises(IntegrityError, match="asking_names_its_question"),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [company.norte.pk, company.dana.pk])
