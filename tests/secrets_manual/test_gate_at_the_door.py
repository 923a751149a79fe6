"""Every secret passes the gate; what it refuses leaves no word behind."""

import logging

import pytest
from django.db import connection

from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from crm.notices.models import Notice
from secrets_manual.actions import (
    SecretRefusedError,
    appeal_refusal,
    record_secret,
    release_refusal,
)
from secrets_manual.models import Refusal, Secret, State
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

BLOCKED = "Her daughter Lea, 11, rows. She coaches the under-12 team"


def test_told_us_and_glad_is_kept_for_service_and_briefs(company: Company, clock: Clock) -> None:
    secret = tell(company, "I decide on paper.")
    assert (secret.state, secret.uses, secret.told_to) == (
        State.KEPT,
        ["brief", "service"],
        company.dana,
    )
    assert str(secret.told_on) == "2026-11-23"
    assert str(secret.review_on) == "2027-11-23"


def test_the_kind_is_guessed_unless_given(company: Company, clock: Clock) -> None:
    assert tell(company, "Plays golf on Sundays").kind == "recreation"
    assert tell(company, "Plays golf on Sundays", kind="habit").kind == "habit"


def test_probably_glad_becomes_the_authors_draft_for_fourteen_days(
    company: Company, clock: Clock
) -> None:
    secret = tell(company, "Thinks about a second site near Vigo", glad="probably")
    assert (secret.state, str(secret.draft_until), secret.uses) == ("draft", "2026-12-07", [])


def test_not_glad_is_refused_by_rule_g2(company: Company, clock: Clock) -> None:
    with pytest.raises(SecretRefusedError) as refused:
        tell(company, "Likes it quiet", glad="no")
    assert (refused.value.rule, refused.value.status) == ("G2", 422)
    assert not Secret.objects.exists()


def test_a_third_partys_word_names_a_colleague_and_waits_thirty_days(
    company: Company, clock: Clock
) -> None:
    with pytest.raises(SecretRefusedError) as refused:
        tell(company, "Prefers training in Portuguese", provenance="third_party")
    assert refused.value.rule == "G1"
    secret = tell(
        company,
        "Prefers training in Portuguese",
        provenance="third_party",
        colleague=company.kim,
    )
    assert (secret.state, str(secret.confirm_until)) == ("third_party", "2026-12-23")


def test_public_knowledge_has_an_address_outside_private_networks(
    company: Company, clock: Clock
) -> None:
    for address in ("", "not an address", "https://www.instagram.com/ana"):
        with pytest.raises(SecretRefusedError) as refused:
            tell(company, "Spoke on a panel", provenance="public", address=address)
        assert refused.value.rule == "G1"
    kept = tell(
        company, "Spoke on a panel", provenance="public", address="https://norte.example/news"
    )
    assert kept.state == State.KEPT


def test_a_blocked_text_is_refused_with_a_rewrite_and_leaves_no_word(
    company: Company, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(SecretRefusedError) as refused:
        tell(company, BLOCKED)
    assert refused.value.suggestion == "coaches a youth rowing team"
    assert refused.value.extra["rule"] == "G5"
    refusal = Refusal.objects.get()
    assert (refusal.rule, refusal.person, refusal.at) == ("G5", company.dana, clock.at)
    assert "Lea" not in caplog.text
    assert not Entry.objects.filter(kind__startswith="secrets_manual").exists()
    assert _rows_with("rows. She") == []


def _rows_with(needle: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'select count(*) from "{table}" t where t::text ilike %s',  # noqa: S608
                [f"%{needle}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.mark.parametrize(
    "text",
    ["d1abet3s", "she is Catholic", "Seine Frau heißt Eva", "votes for the liberals"],
)
def test_disguises_and_other_languages_are_blocked_too(
    company: Company, clock: Clock, text: str
) -> None:
    with pytest.raises(SecretRefusedError):
        tell(company, text)


def test_a_false_alarm_is_released_for_exactly_this_text(company: Company, clock: Clock) -> None:
    with pytest.raises(SecretRefusedError) as refused:
        tell(company, BLOCKED)
    refusal = Refusal.objects.get(pk=refused.value.refusal_id)
    with pytest.raises(NotVisibleError):
        appeal_refusal(person=company.rui, refusal=refusal)
    appeal_refusal(person=company.dana, refusal=refusal)
    assert Notice.objects.filter(person=company.petra, channel="in_app").count() == 1
    with pytest.raises(NotAllowedError):
        release_refusal(person=company.olga, refusal=refusal)
    release_refusal(person=company.petra, refusal=refusal)
    assert tell(company, BLOCKED.upper()).state == State.KEPT
    with pytest.raises(SecretRefusedError):
        tell(company, "Her son Max rows")


def test_text_is_at_most_280_characters(company: Company, clock: Clock) -> None:
    assert len(tell(company, "q" * 280).text) == 280
    with pytest.raises(RuleBrokenError) as refused:
        tell(company, "q" * 281)
    assert refused.value.code == "secrets_manual.too_long"


@pytest.mark.usefixtures("clock")
def test_only_steward_and_keeper_write(company: Company) -> None:
    company.norte.keeper = company.kim
    company.norte.save()
    assert tell(company, "Tea, no sugar", person=company.kim).author == company.kim
    for person, error in (
        (company.lea, NotAllowedError),
        (company.olga, NotAllowedError),
        (company.rui, NotVisibleError),
        (company.mira, NotVisibleError),
        (company.petra, NotVisibleError),
    ):
        with pytest.raises(error):
            tell(company, "Tea, no sugar", person=person)


def test_a_contact_of_another_customer_is_refused(company: Company, clock: Clock) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        record_secret(
            person=company.dana,
            customer=company.norte,
            contact=company.luis,
            text="Tea",
            provenance="told_us",
            glad="yes",
        )
    assert refused.value.code == "secrets_manual.foreign_contact"
