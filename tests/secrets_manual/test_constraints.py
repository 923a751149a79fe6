"""The database keeps every rule of one row, also against those who go round the actions."""

import pytest
from django.db import IntegrityError, connection, transaction

from secrets_manual.actions import (
    add_theme,
    count_theme,
    make_promise,
    open_reading_window,
    record_use,
)
from secrets_manual.models import (
    Contradiction,
    KeyCustomer,
    Measure,
    Refusal,
    Release,
    Secret,
    TakenBack,
    Tally,
)
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

BROKEN = {
    "secret_text_not_empty": "text = ' '",
    "secret_kind_known": "kind = 'rumour'",
    "secret_layer_known": "layer = 'lie'",
    "secret_provenance_known": "provenance = 'guess'",
    "secret_they_would_be_glad": "glad = 'no'",
    "secret_state_known": "state = 'lost'",
    "secret_never_blocked": "sensitivity = 'blocked'",
    "secret_told_says_when_and_whom": "told_on = null",
    "secret_public_has_address": "provenance = 'public'",
    "secret_third_party_has_colleague": (
        "provenance = 'third_party', state = 'third_party', uses = '{}', confirm_until = now()"
    ),
    "secret_third_party_not_shared": "provenance = 'third_party', colleague_id = author_id",
    "secret_draft_has_an_end": "state = 'draft', uses = '{}'",
    "secret_third_party_has_an_end": "state = 'third_party', uses = '{}'",
    "secret_probably_is_a_draft": "glad = 'probably'",
    "secret_uses_known": "uses = '{gossip}'",
    "secret_unconfirmed_has_no_uses": "state = 'draft', draft_until = now()",
    "secret_kept_is_reviewed": "review_on = null",
    "secret_set_aside_since": "state = 'hidden'",
    "secret_told_on_fits_its_precision": "told_on = '2026-05-14', told_precision = 'month'",
    "secret_dated_on_fits_its_precision": "dated_on = null, dated_precision = 'year'",
    "secret_gone_into_another": "state = 'superseded'",
    "secret_not_its_own_successor": "state = 'merged', successor_id = id",
    "secret_pin_is_a_place": "pin = 6",
    "secret_in_their_hand_was_told": "in_their_hand = true, provenance = 'observed'",
}
UNIQUE = {
    "secret_reference_unique": "reference = 'x'",
    "secret_five_pins_a_contact": "pin = 1",
    "secret_five_pins_an_organisation": "pin = 1, contact_id = null",
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_a_secret_that_breaks_a_rule(
    company: Company, clock: Clock, name: str
) -> None:
    tell(company, "Decides on paper")
    _refused(name, f"update secrets_manual_secret set {BROKEN[name]}")  # noqa: S608 - ours


def _refused(name: str, sql: str) -> None:
    with (
        pytest.raises(IntegrityError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert refused.value.__cause__.diag.constraint_name == name


def test_every_rule_of_a_secret_has_its_sentence_and_its_test() -> None:
    checks = {each.name: each for each in Secret._meta.constraints}
    assert set(checks) == set(BROKEN) | set(UNIQUE)
    for each in checks.values():
        assert str(each.violation_error_message).endswith((".", "?"))


@pytest.mark.parametrize("name", UNIQUE)
def test_two_secrets_never_share_a_reference_or_the_place_of_a_pin(
    company: Company, clock: Clock, name: str
) -> None:
    for text in ("Decides on paper", "Likes green"):
        tell(company, text)
    _refused(name, f"update secrets_manual_secret set {UNIQUE[name]}")  # noqa: S608 - ours


def test_the_database_refuses_half_a_contradiction(company: Company, clock: Clock) -> None:
    one, other = (tell(company, text) for text in ("Decides on paper", "Decides on screen"))
    for _time in range(2):
        Contradiction.objects.create(
            first=one,
            second=other,
            person=company.dana,
            at=clock.at,
            settled="both_true",
            settled_by=company.dana,
            settled_at=clock.at,
        )
    table = "update secrets_manual_contradiction set"
    _refused("contradiction_of_two", f"{table} second_id = first_id")
    _refused("contradiction_end_known", f"{table} settled = 'tired'")
    _refused("contradiction_settled_by_somebody", f"{table} settled_by_id = null")
    _refused(
        "contradiction_marked_once",
        f"{table} settled = '', settled_by_id = null, settled_at = null",
    )


def test_the_database_refuses_a_key_customer_without_reason_twice_or_in_no_order(
    company: Company, clock: Clock
) -> None:
    for _time in range(2):
        KeyCustomer.objects.create(
            customer=company.norte,
            flagged_by=company.lea,
            owner=company.dana,
            reason="A third of the sets",
            since_on=clock.at.date(),
            until_on=clock.at.date(),
        )
    table = "update secrets_manual_keycustomer set"
    _refused("key_customer_has_a_reason", f"{table} reason = ' '")
    _refused("key_customer_in_order", f"{table} until_on = since_on - 1")
    _refused("key_customer_flagged_once", f"{table} until_on = null")


def test_the_database_refuses_words_of_what_was_taken_back(company: Company, clock: Clock) -> None:
    for digest in ("0" * 64, "1" * 64):
        TakenBack.objects.create(contact=company.ana, digest=digest, at=clock.at)
    table = "update secrets_manual_takenback set"
    _refused("taken_back_is_a_hash", f"{table} digest = 'rows on the Elbe'")
    _refused("taken_back_once", f"{table} digest = '{'0' * 64}'")


def test_the_database_refuses_uses_and_promises_without_words(
    company: Company, clock: Clock
) -> None:
    secret = tell(company, "Decides on paper")
    record_use(person=company.dana, secret=secret, how="A card")
    due_at = clock.at.replace(hour=20)
    make_promise(person=company.dana, customer=company.norte, words="Call.", due_at=due_at)
    _refused("use_says_how", "update secrets_manual_use set how = ''")
    _refused("use_reception_known", "update secrets_manual_use set reception = 'great'")
    _refused("promise_has_words", "update secrets_manual_promise set words = ' '")
    _refused(
        "promise_kept_after_made",
        "update secrets_manual_promise set kept_at = made_at - interval '1 second'",
    )


def test_the_database_refuses_windows_without_ticket_or_order(
    company: Company, clock: Clock
) -> None:
    open_reading_window(customer=company.norte, ticket_id="1")
    open_reading_window(customer=company.norte, ticket_id="2")
    table = "update secrets_manual_readingwindow set"
    _refused("one_open_window_a_ticket", f"{table} ticket_id = '1'")
    _refused("window_names_its_ticket", f"{table} ticket_id = ''")
    _refused("window_in_order", f"{table} closed_at = opened_at - interval '1 second'")


def test_the_database_refuses_words_in_refusals(company: Company, clock: Clock) -> None:
    Refusal.objects.create(rule="G5", category="health", digest="0" * 64, at=clock.at)
    Release.objects.create(digest="0" * 64, released_by=company.petra, released_at=clock.at)
    table = "update secrets_manual_refusal set"
    _refused("refusal_names_its_rule", f"{table} rule = 'x'")
    _refused("refusal_has_no_words", f"{table} category = 'has diabetes'")
    _refused("refusal_digest_is_a_hash", f"{table} digest = 'diabetes'")
    _refused("release_digest_is_a_hash", "update secrets_manual_release set digest = 'diabetes'")


def test_the_database_refuses_a_theme_that_could_not_be_counted(
    company: Company, clock: Clock
) -> None:
    for name in ("Golf", "Tea"):
        add_theme(person=company.mira, name=name, words=[name])
    table = "update secrets_manual_theme set"
    _refused("theme_has_a_name", f"{table} name = ' '")
    _refused("theme_name_unique", f"{table} name = 'gOLF'")
    _refused("theme_has_words", f"{table} words = '{{}}'")
    _refused("theme_kind_known", f"{table} kind = 'rumour'")


def test_the_database_refuses_a_count_of_nothing_or_for_nobody(
    company: Company, clock: Clock
) -> None:
    tell(company, "Plays golf", kind="recreation")
    count_theme(add_theme(person=company.mira, name="Golf", words=["golf"]))
    kinds = Measure.objects.bulk_create(
        Measure(kind=kind, layer="secret", counted_at=clock.at, quarter_on=clock.at.date())
        for kind in ("habit", "hope")
    )
    Tally.objects.create(measure=kinds[0], cut="whole", customers=7)
    table = "update secrets_manual_measure set"
    _refused("measure_of_a_theme_or_a_kind", f"{table} kind = 'habit', layer = 'secret'")
    _refused("measure_of_a_kind_once", f"{table} kind = 'hope' where theme_id is null")
    table = "update secrets_manual_tally set"
    both = f"team_id = {company.sales.pk}, person_id = {company.dana.pk}"
    _refused("tally_of_all_a_team_or_a_steward", f"{table} {both}")
    _refused("tally_cut_known", f"{table} cut = 'weather'")
    _refused("tally_counts_somebody", f"{table} customers = 0")
