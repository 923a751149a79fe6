"""Who changed what, shown to who might read it; and how full and how sure a manual is."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Person
from secrets_manual import actions
from secrets_manual.queries import changes_of_manual, history_of_secret
from secrets_manual.rules.completeness import completeness, freshness
from secrets_manual.rules.diffs import word_diff
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]
TEXTS = st.text(alphabet="ab ,.\n", max_size=30)


@settings(max_examples=80)
@given(TEXTS, TEXTS)
def test_a_diff_holds_both_texts_whole(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(piece.words for piece in pieces if piece.fate != "new") == before
    assert "".join(piece.words for piece in pieces if piece.fate != "gone") == after


def test_the_history_shows_each_step_word_by_word(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    secret = tell(company, "Decides on paper")
    for text in ("Decides on real paper", "Signs on real paper"):
        clock.move(hours=1)
        actions.change_secret(person=company.dana, secret=secret, text=text)
    secret.refresh_from_db()
    history = history_of_secret(company.lea, secret)
    told = [[(piece.fate, piece.words) for piece in change.pieces] for change in history]
    assert told == [
        [("gone", "Decides"), ("new", "Signs"), ("same", " on real paper")],
        [("same", "Decides on "), ("new", "real "), ("same", "paper")],
    ]
    page = signed_in(company.lea).get(f"/secrets/{secret.pk}/").content.decode()
    assert "<del>Decides</del><ins>Signs</ins>" in page


def test_words_of_a_draft_stay_its_authors_after_it_was_shared(
    company: Company, clock: Clock
) -> None:
    draft = tell(company, "Thinks of leaving Norte", glad="probably")
    actions.change_secret(person=company.dana, secret=draft, text="Hopes for a second site")
    clock.move(hours=1)
    actions.confirm_secret(person=company.dana, secret=draft)
    draft.refresh_from_db()

    def shown(person: Person) -> str:
        changes = [
            *history_of_secret(person, draft),
            *changes_of_manual(person, company.norte),
        ]
        return "".join(piece.words for change in changes for piece in change.pieces)

    assert "leaving" in shown(company.dana)
    assert "leaving" not in shown(company.lea)
    assert changes_of_manual(company.rui, company.norte) == []


def test_completeness_counts_kinds_that_apply_never_secrets() -> None:
    person = completeness(
        ["habit", "habit", "dream", "cash_flow_challenge"], about_organisation=False
    )
    assert (len(person.known), person.of) == (2, 12)
    organisation = completeness(["cash_flow_challenge", "habit"], about_organisation=True)
    assert (len(organisation.known), organisation.of) == (1, 5)


def test_freshness_counts_what_was_confirmed_within_its_review_period() -> None:
    today = dt.date(2026, 11, 23)
    leaves = [
        (dt.date(2026, 1, 1), dt.date(2027, 1, 1), 0),
        (dt.date(2025, 11, 23), today, 0),
        (dt.date(2025, 3, 1), dt.date(2026, 3, 1), 0),
        (dt.date(2025, 9, 1), dt.date(2026, 12, 1), 1),
    ]
    sum_ = freshness(leaves, today)
    assert (sum_.fresh, sum_.of, sum_.oldest_on) == (2, 4, dt.date(2025, 3, 1))
    assert freshness([], today).oldest_on is None


def test_the_manual_says_how_full_and_how_sure_it_is(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "I coach a rowing crew", kind="recreation")
    tell(company, "Decides on paper", kind="habit", told_on=dt.date(2025, 3, 1))
    tell(company, "A second site near Vigo", kind="hope", glad="probably")
    tell(company, "Short of sets in May", kind="inventory_problem", contact=None)
    client = signed_in(company.dana)
    page = client.get(f"/manuals/{company.norte.pk}/?contact={company.ana.pk}").content.decode()
    assert "Of 12 kinds, 2 are known of Ana Ruiz." in page
    assert (
        "2 of 2 notes were confirmed within their review period; the oldest word is of Mar 2025"
        in page
    )
    whole = client.get(f"/manuals/{company.norte.pk}/").content.decode()
    assert "Of 5 kinds, 1 is known of Norte Foods." in whole


def test_uses_are_counted_judged_later_and_dated(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    secret = tell(company, "I coach a rowing crew")
    clock.move(days=3)
    actions.open_reading_window(customer=company.norte, ticket_id="7")
    client, url = signed_in(company.dana), f"/secrets/{secret.pk}/use/"
    sent = {"how": "A framed photo", "reception": "unknown", "used_on": "2026-11-24"}
    assert client.post(url, sent | {"ticket_id": "8"}).status_code == 422
    assert client.post(url, sent | {"used_on": "2026-12-24"}).status_code == 422
    assert client.post(url, sent | {"ticket_id": "7"}).status_code == 302
    use = secret.used.get()
    assert (use.ticket_id, use.at.date(), use.judged_by) == ("7", dt.date(2026, 11, 24), None)
    client.post(url, {"how": "Asked about the race", "reception": "neutral"})
    client.post(f"/secrets/uses/{use.pk}/judge/", {"reception": "welcome"})
    use.refresh_from_db()
    assert (use.reception, use.judged_by) == ("welcome", company.dana)
    page = client.get(f"/manuals/{company.norte.pk}/").content.decode()
    assert "used 2 times, 1 welcome" in page
    outside = signed_in(company.rui).post(
        f"/secrets/uses/{use.pk}/judge/", {"reception": "welcome"}
    )
    assert outside.status_code == 404


def test_the_paper_holds_no_drafts_and_no_navigation_in_print(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Prints every offer")
    tell(company, "A second site near Vigo", glad="probably")
    tell(company, "The old supplier", do_not_mention=True)
    page = signed_in(company.dana).get(f"/manuals/{company.norte.pk}/print/").content.decode()
    assert "Prints every offer" in page
    assert "second site" not in page
    assert page.index("Do not mention") < page.index("The old supplier")
