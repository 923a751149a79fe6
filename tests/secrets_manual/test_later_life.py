"""Secrets are corrected, confirmed, looked at again, and go when their time is over."""

import pytest

from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from secrets_manual.actions import (
    SecretRefusedError,
    change_secret,
    confirm_secret,
    review_secret,
    sweep_secrets,
    withdraw_secret,
)
from secrets_manual.models import Secret, SecretChange
from secrets_manual.queries import secrets_visible
from secrets_manual.tasks import purge_drafts
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell


def test_the_second_editor_is_told_and_the_first_words_stay(company: Company, clock: Clock) -> None:
    secret = tell(company, "Decides on paper")
    change_secret(person=company.dana, secret=secret, version=1, text="Decides on real paper")
    with pytest.raises(RuleBrokenError) as refused:
        change_secret(person=company.dana, secret=secret, version=1, text="Decides on screen")
    assert refused.value.code == "stale_version"
    assert Secret.objects.get().text == "Decides on real paper"
    assert SecretChange.objects.get().before["text"] == "Decides on paper"


def test_new_words_pass_the_gate_like_the_first(company: Company, clock: Clock) -> None:
    secret = tell(company, "Decides on paper")
    with pytest.raises(SecretRefusedError):
        change_secret(person=company.dana, secret=secret, text="His wife decides")
    assert Secret.objects.get().text == "Decides on paper"


def test_a_confirmed_draft_is_shared_as_told_today(company: Company, clock: Clock) -> None:
    draft = tell(company, "A second site near Vigo", glad="probably")
    clock.move(days=3)
    secret = confirm_secret(person=company.dana, secret=draft)
    assert (secret.state, secret.glad, str(secret.told_on)) == ("kept", "yes", "2026-11-26")
    assert (secret.uses, secret.draft_until) == (["brief", "service"], None)


def test_a_confirmed_third_partys_word_is_told_us_from_then_on(
    company: Company, clock: Clock
) -> None:
    heard = tell(company, "Portuguese", provenance="third_party", colleague=company.kim)
    with pytest.raises(NotVisibleError):
        confirm_secret(person=company.lea, secret=heard)
    secret = confirm_secret(person=company.dana, secret=heard)
    assert (secret.provenance, secret.colleague, secret.state) == ("told_us", None, "kept")


def test_a_withdrawn_secret_is_seen_by_nobody(company: Company, clock: Clock) -> None:
    secret = withdraw_secret(person=company.dana, secret=tell(company, "Decides on paper"))
    assert not secrets_visible(company.dana).exists()
    assert not secrets_visible(company.olga).exists()
    with pytest.raises(NotVisibleError):
        change_secret(person=company.dana, secret=secret, text="Decides on screen")


def test_whoever_only_reads_changes_nothing(company: Company, clock: Clock) -> None:
    secret = tell(company, "Decides on paper")
    for person, error in ((company.lea, NotAllowedError), (company.rui, NotVisibleError)):
        with pytest.raises(error):
            withdraw_secret(person=person, secret=secret)


def test_a_reviewed_secret_waits_for_its_next_review(company: Company, clock: Clock) -> None:
    secret = tell(company, "Decides on paper")
    clock.move(days=365)
    assert str(review_secret(person=company.dana, secret=secret).review_on) == "2028-11-23"


def test_time_purges_drafts_hearsay_and_what_was_set_aside(company: Company, clock: Clock) -> None:
    tell(company, "Decides on paper")
    tell(company, "A second site", glad="probably")
    tell(company, "Portuguese", provenance="third_party", colleague=company.kim)
    withdraw_secret(person=company.dana, secret=tell(company, "Likes green"))

    def left_after(days: int) -> set[str]:
        clock.move(days=days)
        purge_drafts()
        return set(Secret.objects.values_list("text", flat=True))

    assert left_after(14) == {"Decides on paper", "A second site", "Portuguese", "Likes green"}
    assert left_after(1) == {"Decides on paper", "Portuguese", "Likes green"}
    assert left_after(15) == {"Decides on paper", "Portuguese", "Likes green"}
    assert left_after(1) == {"Decides on paper"}
    assert Entry.objects.filter(kind="secrets_manual.secret_purged").count() == 3


def test_two_missed_reviews_hide_a_secret_and_thirty_days_later_it_is_gone(
    company: Company, clock: Clock
) -> None:
    tell(company, "Decides on paper")
    counts = []
    for days in (365, 31, 31, 31):
        clock.move(days=days)
        swept = sweep_secrets(today=clock.at.date())
        counts.append((swept.missed, swept.hidden, swept.purged))
    assert counts == [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
