"""Kept texts are read again when the rules change, and what they refuse is set aside."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Person
from crm.errors import NotAllowedError
from crm.notices.models import Notice
from secrets_manual.actions import (
    SecretRefusedError,
    record_use,
    reinstate_secret,
    release_refusal,
    rescan_texts,
    sweep_secrets,
)
from secrets_manual.models import Conversation, Refusal, Secret, SetAside, Use
from secrets_manual.queries import secrets_visible
from secrets_manual.tasks import rescan_texts as nightly
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

LATER = "0" * 16


def _slip_in(table: str, column: str, words: str) -> None:
    """Go round every door, as an old version of the rules or a hand in the database would."""
    with connection.cursor() as cursor:
        cursor.execute(f"update secrets_manual_{table} set {column} = %s", [words])  # noqa: S608


def test_a_secret_that_todays_rules_refuse_is_hidden_and_its_author_told_without_words(
    company: Company, clock: Clock
) -> None:
    tell(company, "Decides on paper")
    _slip_in("secret", "text", "He has diabetes")
    assert nightly() == 1
    assert Secret.objects.get().state == "hidden"
    assert not secrets_visible(company.dana).exists()
    refusal = Refusal.objects.get()
    assert (refusal.rule, refusal.category, refusal.person) == ("G5", "health", company.dana)
    told = Notice.objects.filter(person=company.dana, about_kind="refusal")
    assert told.exists()
    assert not any("diabetes" in notice.body + notice.subject for notice in told)


def test_a_draft_is_read_again_too(company: Company, clock: Clock) -> None:
    tell(company, "A second site near Vigo", glad="probably")
    _slip_in("secret", "text", "Her son is called Max")
    assert rescan_texts().set_aside == 1
    assert not secrets_visible(company.dana).exists()


def test_words_of_uses_and_talks_move_out_of_sight_and_come_back_when_released(
    company: Company, clock: Clock
) -> None:
    use = record_use(person=company.dana, secret=tell(company, "Likes green"), how="A card")
    talk = Conversation.objects.create(
        customer=company.norte, person=company.dana, words="Fine.", at=clock.at
    )
    _slip_in("use", "how", "She is pregnant, sent a card")
    _slip_in("conversation", "words", "He votes Labour")
    assert rescan_texts().set_aside == 2
    use.refresh_from_db()
    talk.refresh_from_db()
    assert (use.how, talk.words) == ("…", "…")
    refusal = SetAside.objects.get(table="conversation").refusal
    with pytest.raises(NotAllowedError):
        release_refusal(person=company.dana, refusal=refusal)
    release_refusal(person=company.petra, refusal=refusal)
    talk.refresh_from_db()
    assert talk.words == "He votes Labour"
    assert rescan_texts(rules=LATER).set_aside == 0


def test_a_hidden_secret_comes_back_only_after_its_release(company: Company, clock: Clock) -> None:
    secret = tell(company, "Decides on paper")
    _slip_in("secret", "text", "He has diabetes")
    rescan_texts()
    with pytest.raises(SecretRefusedError):
        reinstate_secret(person=company.dana, secret=secret)
    assert Refusal.objects.count() == 2  # the sweep's, and the one of bringing it back
    release_refusal(person=company.petra, refusal=SetAside.objects.get().refusal)
    assert reinstate_secret(person=company.dana, secret=secret).state == "kept"
    assert rescan_texts(rules=LATER).set_aside == 0


def test_what_nobody_releases_is_gone_after_thirty_days(company: Company, clock: Clock) -> None:
    record_use(person=company.dana, secret=tell(company, "Likes green"), how="A card")
    _slip_in("use", "how", "She is pregnant")
    _slip_in("secret", "text", "He has diabetes")
    assert rescan_texts().set_aside == 2
    clock.move(days=30)
    sweep_secrets(today=clock.at.date())
    assert SetAside.objects.count() == 2
    clock.move(days=1)
    sweep_secrets(today=clock.at.date())
    assert (SetAside.objects.count(), Secret.objects.count(), Use.objects.count()) == (0, 0, 0)


def test_a_row_is_read_once_with_the_same_rules_and_again_with_new_ones(
    company: Company, clock: Clock
) -> None:
    tell(company, "Decides on paper")
    assert rescan_texts().read == 1
    assert rescan_texts().read == 0
    tell(company, "Likes green")
    assert rescan_texts().read == 1
    assert rescan_texts(rules=LATER).read == 2


def test_the_privacy_officer_sees_what_was_set_aside_but_no_word_of_it(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    tell(company, "Decides on paper")
    _slip_in("secret", "text", "He has diabetes")
    rescan_texts()
    page = signed_in(company.petra).get("/secrets/refusals/").content.decode()
    assert "Set aside in the night" in page
    assert "Dana" in page
    assert "diabetes" not in page


@pytest.mark.parametrize(
    ("name", "sql"),
    [
        ("set_aside_names_its_table", "update secrets_manual_setaside set \"table\" = 'person'"),
        ("rescan_names_its_rules", "update secrets_manual_rescan set rules = 'today'"),
        (
            "set_aside_once",
            (
                'insert into secrets_manual_setaside (customer_id, "table", "row", words, '
                "refusal_id,"
                ' "on") select customer_id, "table", "row", words, refusal_id, "on"'
                " from secrets_manual_setaside"
            ),
        ),
    ],
)
def test_the_database_refuses_other_rows(
    company: Company, clock: Clock, name: str, sql: str
) -> None:
    tell(company, "Decides on paper")
    _slip_in("secret", "text", "He has diabetes")
    rescan_texts()
    with (
        pytest.raises(IntegrityError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert name in str(refused.value)
