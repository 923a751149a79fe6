"""The manual shows what the reader may see, in the order people look for it, in few queries."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from crm.journal.models import Entry
from secrets_manual.actions import record_use
from secrets_manual.models import Conversation, Promise, Reading
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]
MOST_QUERIES = 12


def _fill(company: Company) -> None:
    tell(company, "I coach a rowing crew", kind="recreation", nearly_their_words=True)
    tell(company, "Decides on paper", kind="habit", provenance="observed")
    tell(company, "We run out of sets in December", kind="inventory_problem", contact=None)
    tell(company, "Delivery before eight", layer="need")
    tell(company, "The old supplier", do_not_mention=True)
    tell(company, "A second site near Vigo", glad="probably")
    tell(company, "Training in Portuguese", provenance="third_party", colleague=company.kim)


@pytest.mark.parametrize("view", ["secrets", "needs", "ask", "history", "theirs"])
def test_every_leaf_of_the_manual_opens_within_twelve_queries(
    company: Company, clock: Clock, signed_in: SignedIn, view: str
) -> None:
    _fill(company)
    client = signed_in(company.dana)
    url = f"/manuals/{company.norte.pk}/?view={view}"
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(url)
    assert page.status_code == HTTPStatus.OK
    assert len(asked) <= MOST_QUERIES, "\n".join(query["sql"][:300] for query in asked)


def test_the_manual_sorts_wants_ways_of_work_and_the_organisation(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    _fill(company)
    page = signed_in(company.dana).get(f"/manuals/{company.norte.pk}/").content.decode()
    order = ["What they want", "rowing crew", "How they work", "on paper", "The organisation"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Ana told Dana, 23 Nov 2026 · free time" in page
    assert "Draft, only you see it · 14 days left" in page
    assert "confirm by 23 Dec" in page
    assert "read by 1 this week" in page


def test_a_lead_reads_without_drafts_hearsay_or_buttons(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    _fill(company)
    page = signed_in(company.lea).get(f"/manuals/{company.norte.pk}/").content.decode()
    assert "Decides on paper" in page
    assert "second site" not in page
    assert "Portuguese" not in page
    assert "/edit/" not in page


def test_who_reads_a_manual_by_office_or_not_at_all(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Decides on paper")
    seen = {}
    for name in ("dana", "lea", "max", "olga", "rui", "kim", "sara", "mira", "fin", "petra", "ada"):
        client = signed_in(getattr(company, name))
        seen[name] = client.get(f"/manuals/{company.norte.pk}/").status_code
    readers = {"dana", "lea", "max", "olga"}
    assert {name for name, status in seen.items() if status == HTTPStatus.OK} == readers
    assert {status for name, status in seen.items() if name not in readers} == {404}
    journaled = Entry.objects.filter(kind="secrets_manual.secrets_read")
    assert [entry.person for entry in journaled] == [company.olga]
    assert Reading.objects.count() == 4


def test_the_line_as_they_would_read_it_stands_in_the_manual(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Decides on paper")
    page = signed_in(company.dana).get(f"/manuals/{company.norte.pk}/?view=theirs")
    assert "You told us on 23 Nov 2026: “Decides on paper”" in page.content.decode()


def test_the_list_of_manuals_counts_and_shows_only_ones_own(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    _fill(company)
    page = signed_in(company.dana).get("/manuals/").content.decode()
    assert "Norte Foods" in page
    assert "Vega Labs" not in page
    assert 'data-label="Secrets">4</td><td class="num" data-label="Needs">1</td>' in page


def test_uses_stand_in_the_history(company: Company, clock: Clock, signed_in: SignedIn) -> None:
    secret = tell(company, "I coach a rowing crew")
    record_use(person=company.dana, secret=secret, how="A framed photo", reception="welcome")
    page = signed_in(company.dana).get(f"/manuals/{company.norte.pk}/?view=history")
    assert "A framed photo" in page.content.decode()


def test_a_use_is_written_down_on_its_page(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    secret = tell(company, "I coach a rowing crew")
    client, url = signed_in(company.dana), f"/secrets/{secret.pk}/use/"
    assert client.get(url).status_code == HTTPStatus.OK
    assert client.post(url, {"how": "", "reception": "welcome"}).status_code == 422
    client.post(url, {"how": "A framed photo", "reception": "welcome"})
    assert secret.used.get().reception == "welcome"


def test_a_conversation_goes_from_question_to_words_to_secret(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    begun = client.post("/conversations/new/", {"contact": company.ana.pk, "kind": "visit"})
    url = begun.url
    page = client.get(url).content.decode()
    assert "What would make next year a great year for you?" in page
    refused = client.post(url, {"question": "How are you?", "words": "My son is ill"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    client.post(url, {"question": "What do you do then?", "words": "We press our own oil."})
    turn = Conversation.objects.get().turns.get()
    form = client.get(f"/secrets/new/?turn={turn.pk}").content.decode()
    assert ">We press our own oil.</textarea>" in form
    saved = client.post(
        "/secrets/new/",
        {
            "about": f"contact-{company.ana.pk}",
            "text": "We press our own oil.",
            "how": "told_glad",
            "turn": turn.pk,
        },
    )
    assert saved.url == url
    turn.refresh_from_db()
    assert turn.secret is not None
    client.post(f"{url}promise/", {"words": "Send her the list", "due_at": "2026-11-24T12:00"})
    promise = Promise.objects.get()
    assert "Send her the list" in client.get(url).content.decode()
    client.post(f"/promises/{promise.pk}/keep/")
    client.post(f"{url}direction/", {"direction": "gave"})
    client.post(f"{url}finish/")
    talk = Conversation.objects.get()
    assert (talk.direction, talk.finished_at is not None) == ("gave", True)
    assert signed_in(company.rui).get(url).status_code == HTTPStatus.NOT_FOUND
    assert signed_in(company.lea).get(url).status_code == HTTPStatus.OK
