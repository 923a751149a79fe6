"""Who asked not to be remembered: no door writes down what they said, and none keeps it."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import merge_rows
from accounts.formats import read_rows
from accounts.imports import run_import
from accounts.models import Contact, Person
from crm.errors import RuleBrokenError
from secrets_manual import actions
from secrets_manual.imports import SECRETS
from secrets_manual.models import Asking, Conversation, Refusal, Secret, SetAside, Turn
from secrets_manual.rules.naming import is_named
from tests.api.callers import Caller
from tests.conftest import Clock
from tests.people import Company, make_contact
from tests.secrets_manual.told import tell

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
ASKED = "What would make your spring easier?"


@pytest.fixture
def ben(company: Company) -> Contact:
    return make_contact("Ben Brown", company.norte)


def held(company: Company, *others: Contact, words: str = "") -> Conversation:
    return actions.hold_conversation(
        person=company.dana,
        customer=company.norte,
        contact=company.ana,
        contacts=others,
        words=words,
    )


def refused(act: Callable[[], object]) -> RuleBrokenError:
    with pytest.raises(RuleBrokenError) as error:
        act()
    assert error.value.code == "secrets_manual.not_to_be_remembered"
    return error.value


def test_of_talks_with_who_objects_stays_only_that_they_were_held(
    company: Company, clock: Clock, ben: Contact
) -> None:
    talk = held(company, ben, words="Both like it short.")
    actions.keep_words(person=company.dana, conversation=talk, question=ASKED, words="No mails.")
    other = actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=ben, words="Wants blue boxes."
    )
    actions.note_asking(
        person=company.dana, customer=company.norte, contact=ben, key="dream.great_year"
    )
    for row, table in ((talk.pk, "conversation"), (talk.turns.get().pk, "turn")):
        refusal = Refusal.objects.create(rule="G5", category="health", digest="0" * 64, at=clock.at)
        SetAside.objects.create(
            customer=company.norte, table=table, row=row, words="Both", refusal=refusal,
            on=clock.at.date(),
        )  # fmt: skip
    actions.object_to_remembering(contact=ben)
    for each in (talk, other):
        each.refresh_from_db()
        assert (each.words, each.turns.count()) == ("", 0)
    assert not SetAside.objects.exists()
    assert not Asking.objects.filter(contact=ben).exists()


def test_notes_and_answers_of_who_objects_are_refused_with_the_reason(
    company: Company, signed_in: SignIn, ben: Contact
) -> None:
    talk = held(company)
    actions.object_to_remembering(contact=company.ana)
    dana = signed_in(company.dana)
    page = dana.get(reverse("conversation", args=[talk.pk])).content.decode()
    assert "Ana Ruiz asked us to remember nothing about them." in page
    assert 'name="words"' not in page.split("In passing")[0]
    answer = dana.post(
        reverse("conversation", args=[talk.pk]), {"question": ASKED, "words": "Fewer mails."}
    )
    assert answer.status_code == 422
    edit = reverse("conversation_edit", args=[talk.pk])
    sent = {"kind": "call", "at": "2026-11-20T10:00", "contacts": [company.ana.pk], "version": 1}
    answer = dana.post(edit, sent | {"words": "Wants fewer mails."})
    assert answer.status_code == 422
    assert "Ana Ruiz asked us to remember nothing about them." in answer.content.decode()
    assert dana.post(edit, sent).status_code == 302
    refused(lambda: held(company, words="Wants fewer mails."))
    assert not Turn.objects.exists()
    assert not Conversation.objects.exclude(words="").exists()


def test_nobody_who_objects_joins_a_talk_in_which_something_was_said(
    company: Company, ben: Contact
) -> None:
    actions.object_to_remembering(contact=ben)
    talk = held(company)
    actions.keep_words(person=company.dana, conversation=talk, question=ASKED, words="No mails.")
    error = refused(
        lambda: actions.change_conversation(
            person=company.dana, conversation=talk, version=None, contacts=[company.ana, ben]
        )
    )
    assert error.field == "contacts"


def test_the_api_refuses_what_the_form_refuses(company: Company) -> None:
    dana = Caller(company.dana)
    talk = held(company)
    actions.object_to_remembering(contact=company.ana)
    said = {"question": ASKED, "words": "Fewer mails."}
    answers = [
        dana.send("conversations/", {"contact": str(company.ana.pk), "words": "Fewer mails."}),
        dana.send(f"conversations/{talk.pk}/words/", said),
        dana.send(
            "secrets/",
            {
                "customer": str(company.norte.pk),
                "text": "Ms Ruiz decides on paper.",
                "kind": "habit",
                "layer": "secret",
                "provenance": "told_us",
                "glad": "yes",
            },
        ),
    ]
    for answer in answers:
        assert answer.status_code == 409, answer.content
        assert answer.json()["code"] == "secrets_manual.not_to_be_remembered"


def test_a_line_about_another_does_not_name_them_either(
    company: Company, clock: Clock, ben: Contact, tmp_path: Path
) -> None:
    kept = tell(company, "Prints everything in brown", contact=None)
    actions.object_to_remembering(contact=ben)
    refused(lambda: tell(company, "Goes to lunch with ben brown"))
    refused(lambda: tell(company, "Mr Brown wants quarterly bills", contact=None))
    refused(
        lambda: actions.change_secret(
            person=company.dana, secret=kept, text="Brown wants it printed"
        )
    )
    refused(lambda: held(company, words="Brown was late."))
    file = tmp_path / "secrets.csv"
    with file.open("w", newline="") as out:
        rows = [
            ("customer", "contact", "text", "provenance", "glad"),
            ("Norte Foods", "", "Brown wants quarterly bills", "told_us", "yes"),
            ("Norte Foods", "Ben Brown", "Likes tea", "told_us", "yes"),
            ("Norte Foods", "", "Likes brown boxes", "told_us", "yes"),
        ]
        csv.writer(out).writerows(rows)
    report = run_import(SECRETS, read_rows(file))
    assert [(each.line, each.column) for each in report.outcome.refused] == [
        (2, "contact"),
        (3, "contact"),
    ]
    assert Secret.objects.filter(text="Likes brown boxes").exists()


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("Ana Ruiz", "RUIZ, ANA wants tea", True),
        ("Ana Ruiz", "Ruiz wants tea", True),
        ("Ana Ruíz", "ana ruiz wants tea", True),
        ("Ana Ruiz", "ruiz wants tea", False),
        ("Ana Ruiz", "Ana wants tea", False),
        ("Jo Li", "Li-ion batteries", False),
        ("Ben Brown", "brown boxes", False),
        ("", "anything", False),
    ],
)
def test_somebody_is_named_in_full_or_by_the_last_word(name: str, text: str, named: bool) -> None:
    assert is_named(name, text) is named


RAW = {
    "conversation_not_about_who_objects": (
        "update secrets_manual_conversation set words = 'Likes tea' where contact_id = {ana}"
    ),
    "turn_not_about_who_objects": (
        "insert into secrets_manual_turn (conversation_id, question, words, at)"
        " select id, 'Tea?', 'Yes', now() from secrets_manual_conversation"
        " where contact_id = {ana}"
    ),
    "participant_does_not_object": (
        "insert into secrets_manual_participant (conversation_id, contact_id, direction)"
        " select id, {ana}, '' from secrets_manual_conversation where words <> ''"
    ),
}


@pytest.mark.parametrize("name", RAW)
def test_the_database_itself_keeps_no_words_of_who_objects(
    company: Company, ben: Contact, name: str
) -> None:
    held(company)
    actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=ben, words="Wants blue boxes."
    )
    actions.object_to_remembering(contact=company.ana)
    with (
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(RAW[name].format(ana=company.ana.pk))
    assert error.value.__cause__.diag.constraint_name == name


def test_who_objects_and_who_does_not_do_not_become_one(company: Company) -> None:
    double = make_contact("Ana R.", company.norte)
    tell(company, "Decides on paper", contact=double)
    actions.object_to_remembering(contact=company.ana)
    with pytest.raises(RuleBrokenError, match=r"note that for Ana R\. too"):
        merge_rows(person=company.dana, survivor=double, gone=company.ana)
    actions.object_to_remembering(contact=double)
    merge_rows(person=company.dana, survivor=double, gone=company.ana)
    refused(lambda: tell(company, "Decides on paper", contact=double))
