"""The brief: what stands on it, what must not, and that reading it is recorded."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm import clock as crm_clock
from secrets_manual import actions
from secrets_manual.models import Reading, Secret
from tests.home.test_health import talked
from tests.people import Company
from tests.recovery.tickets import open_one

SignedIn = Callable[[Person], Client]


def told(company: Company, text: str, *uses: str, glad: str = "yes", **details: object) -> Secret:
    return actions.record_secret(
        person=company.dana,
        customer=company.norte,
        contact=company.ana,
        text=text,
        provenance="told_us",
        glad=glad,
        uses=list(uses) or None,
        **details,
    )


def page(client: Client, company: Company) -> str:
    return client.get(reverse("brief", args=[company.norte.pk])).content.decode()


def test_it_holds_wants_promises_words_mishaps_and_why_it_stands_so(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    told(company, "Decides on paper", "brief")
    told(company, "Needs deliveries before seven", "brief", layer="need")
    talked(company.ana, company.dana, 98, 70, 42, started_by="us")
    talk = actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=company.ana
    )
    actions.keep_words(
        person=company.dana, conversation=talk, question="What now?", words="Come earlier."
    )
    due_at = crm_clock.now() + dt.timedelta(days=2)
    actions.make_promise(
        person=company.dana, customer=company.norte, words="Send the plan", due_at=due_at
    )
    actions.make_commitment(
        person=company.dana, customer=company.norte, words="Send the floor plan", due_at=due_at
    )
    ticket = open_one(company, customer=company.norte, words="The gaskets were missing.")
    body = page(signed_in(company.dana), company)
    for words in (
        "Decides on paper", "Needs deliveries before seven", "Come earlier.", "Send the plan",
        "Send the floor plan", f"OOPS {ticket.pk}", "The gaskets were missing.",
        "(from talks on 4 days)",
        "Before you meet Ana Ruiz",
    ):  # fmt: skip
        assert words in body, words


def test_what_may_not_be_used_for_a_brief_is_not_on_it(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    told(company, "Likes brass bands", "surprise")
    told(company, "Would like a corner office", glad="probably")
    assert "brass bands" not in page(signed_in(company.dana), company)
    assert "corner office" not in page(signed_in(company.dana), company)


def test_what_must_not_be_mentioned_stands_apart(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    told(company, "Decides on paper", "brief")
    secret = told(company, "The old supplier", "brief")
    Secret.objects.filter(pk=secret.pk).update(do_not_mention=True)
    body = page(signed_in(company.dana), company)
    taboos = body.split('id="taboos"')[1].split("</section>")[0]
    assert "The old supplier" in taboos
    assert body.count("The old supplier") == 1
    assert "Decides on paper" not in taboos


def test_reading_it_is_recorded(company: Company, clock: object, signed_in: SignedIn) -> None:
    told(company, "Decides on paper", "brief")
    page(signed_in(company.lea), company)
    assert [row.person for row in Reading.objects.filter(customer=company.norte)] == [company.lea]


def test_without_anything_known_it_asks_to_begin(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    body = page(signed_in(company.dana), company)
    assert "Nothing yet that may be used for a brief" in body
    assert "Ask next" in body
    assert not Reading.objects.exists()
