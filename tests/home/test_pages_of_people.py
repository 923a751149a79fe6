"""A contact's page says who they are first; what happened comes last, and in small portions."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import note_consent
from accounts.models import Answer, Person
from crm.journal.actions import record
from secrets_manual.models import Reading
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

SignIn = Callable[[Person], Client]


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.django_db
def test_a_contact_is_reached_first_then_known_then_remembered(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    for number in range(5):
        tell(company, f"Wish number {number}")
    tell(company, "Needs a quote by May", layer="need")
    tell(company, "The old supplier", do_not_mention=True)
    tell(company, "Of the house alone", contact=None)
    note_consent(person=None, contact=company.ana, purpose="news", answer=Answer.REFUSED)
    url = reverse("contact", args=[company.ana.pk])

    page = text(signed_in(company.dana), url)
    order = [
        company.ana.email, "Do not mention", "The old supplier", "Wish number 4", "Needs a quote",
        "All 7 in the manual", 'News</span> <span class="tag tag-late">refused',
        "not before they say yes: Offers.", "What happened",
    ]  # fmt: skip
    places = [page.find(words) for words in order]
    assert places == sorted(places)
    assert places[0] > 0
    assert "Wish number 1" not in page
    assert "Of the house alone" not in page
    assert Reading.objects.filter(person=company.dana, customer=company.norte).count() == 1

    # A director looks for a phone number: nothing is read on the side, and nothing journaled.
    told = text(signed_in(company.olga), url)
    assert "Wish number" not in told
    assert "That you read it there is written down" in told
    assert "What they want" not in text(signed_in(company.kim), url)
    assert not Reading.objects.exclude(person=company.dana).exists()


@pytest.mark.django_db
def test_what_happened_comes_five_at_first_and_then_in_portions(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    client, url = signed_in(company.dana), reverse("customer", args=[company.norte.pk])
    assert "Nothing of that kind yet." in text(client, f"{url}?show=deals")
    for number in range(12):
        record(
            "secrets_manual.promise_kept", person=company.dana, subject_kind="promise",
            subject_id=number, customer_id=company.norte.pk,
        )  # fmt: skip
    first = client.get(url)
    assert len(first.context["moments"]) == 5
    older = client.get(url + first.context["next_url"])
    assert len(older.context["moments"]) > 5
    assert "Back to the newest" in older.content.decode()
    moments = [moment for page in (first, older) for moment in page.context["moments"]]
    shown = [moment.url for moment in moments if moment.url]
    assert len(set(shown)) == len(shown)
