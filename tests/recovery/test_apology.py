"""Saying sorry: what was done and when, who says it, by which way; and what would startle them."""

import datetime as dt
from collections.abc import Callable
from string import Formatter

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.queries import page_of, ticket_visible
from crm.recovery.rules.apology import APOLOGY, as_sentence, repeats
from crm.recovery.rules.third_person import speaks_of_them
from crm.recovery.rules.words_of_manner import says_how
from crm.recovery.views.apology import apology_advice, apology_draft
from secrets_manual.actions import keep_promise, record_secret
from secrets_manual.models import Secret
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.test_ideas import ideas
from tests.recovery.tickets import answered, hours

pytestmark = pytest.mark.django_db


def know(company: Company, text: str, kind: str) -> Secret:
    return record_secret(
        person=company.dana, customer=company.norte, contact=company.ana, text=text, kind=kind,
        provenance="told_us", glad="yes", uses=["service", "surprise"],
    )  # fmt: skip


def test_the_draft_says_what_was_done_when_and_what_we_promised(
    company: Company, clock: Clock
) -> None:
    know(company, "no calls before 9:15, please", "habit")
    know(company, "coaches a youth rowing team", "recreation")
    clock.set(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
    ticket = answered(company, cost_words="a day without the steriliser", owner=company.kim)
    cause = actions.add_cause(person=None, name="We did not listen")
    actions.set_cause(person=company.kim, ticket=ticket, cause=cause)
    actions.work_around(
        person=company.kim, ticket=ticket, words="A loan from the depot.",
        promised_at=clock.at + hours(48), promised_words="New door seals.",
    )  # fmt: skip
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    draft = apology_draft(page)
    assert "Ana, today you told us" in draft
    assert "I know what it cost you. A day without the steriliser." in draft
    assert "this is what we found: “We did not listen”." in draft
    assert "since Monday, 23 November: A loan from the depot." in draft
    assert "The lasting fix is there by Wednesday, 25 November, 09:00: New door seals." in draft
    assert apology_advice(page) == [
        "Kim Osei should apologise, because the ticket is theirs.",
        "How they want to be told: “no calls before 9:15, please”",
    ]
    clock.move(hours=30)
    actions.fix(person=company.kim, ticket=ticket, words="Four gaskets, fitted by Luis.")
    actions.climb_ladders()
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    draft = apology_draft(page)
    assert "Ana, on Monday you told us" in draft
    assert "on Tuesday, 24 November: Four gaskets, fitted by Luis." in draft
    assert apology_advice(page)[0].endswith("we were late as well.")


def test_bridge_and_lasting_fix_stay_in_the_draft_until_that_promise_is_kept(
    company: Company, clock: Clock
) -> None:
    clock.set(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
    ticket = answered(company, owner=company.kim)
    actions.work_around(
        person=company.kim, ticket=ticket, words="A loan from the depot.",
        promised_at=clock.at + hours(48), promised_words="New door seals.",
    )  # fmt: skip
    clock.move(hours=30)
    actions.fix(person=company.kim, ticket=ticket, words="Two loans, by hand.")
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    draft = apology_draft(page)
    assert "since Monday, 23 November: A loan from the depot." in draft
    assert "on Tuesday, 24 November: Two loans, by hand." in draft
    assert "The lasting fix is there by Wednesday, 25 November, 09:00: New door seals." in draft
    clock.move(hours=20)
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    assert "and it is not there yet." in apology_draft(page)
    keep_promise(person=company.kim, promise=page.promises[0])
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    draft = apology_draft(page)
    assert "the lasting fix we promised you is there." in draft
    assert "A loan from the depot" not in draft


def test_what_we_noted_of_them_is_said_to_nobody_and_named_beside_the_draft(
    company: Company, clock: Clock
) -> None:
    ticket = answered(
        company, words="She says the doors leak.", cost_words="Ana lost a day.",
        make_right_words="She would like a call from the director",
    )  # fmt: skip
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    draft, advice = apology_draft(page), apology_advice(page)
    assert "you told us what went wrong" in draft
    assert "You said what would make it right, and I am working on just that." in draft
    assert not {"She", "lost a day", "director"} & set(draft.split())
    assert "lost a day" not in draft
    assert [line for line in advice if "Ana lost a day." in line]
    assert [line for line in advice if "call from the director" in line]
    actions.fix(person=company.kim, ticket=ticket, words="We fitted her new seals.")
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    assert "we put it right." in apology_draft(page)
    actions.write_standing(
        person=company.kim, ticket=page.ticket, understood_words="", done_words="New seals fitted."
    )
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    assert "November: New seals fitted." in apology_draft(page)


@pytest.mark.parametrize(
    ("text", "ours", "found"),
    [
        ("She would like a call", True, True), ("Send them the list", True, True),
        ("Called Ana, all well", True, True), ("Wir haben ihr eine Dichtung gebracht", True, True),
        ("Elle voudrait un appel", True, True), ("Ella quiere otra", True, True),
        ("He says it leaks", False, True), ("It came without their gaskets", False, False),
        ("Sie bekommen morgen eine neue Dichtung.", True, False),
        ("Four gaskets, fitted by Luis.", True, False), ("A loan from the depot", True, False),
    ],
)  # fmt: skip
def test_words_that_speak_of_the_customer_are_known(text: str, ours: bool, found: bool) -> None:
    assert speaks_of_them(text, ["Ana Ruiz"], ours=ours) is found


def test_a_draft_becomes_a_letter_that_nobody_has_sent(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    ticket = answered(company, owner=company.kim)
    kim, before = signed_in(company.kim), Notice.objects.count()
    assert "Use this draft in a mail" in kim.get(f"/recovery/{ticket.pk}/").content.decode()
    address = reverse("reply_insert", args=[ticket.pk])
    page = kim.post(address, {"words": "Ana, I am sorry.", "draft": "yes"}).content.decode()
    letter = (
        page.split('id="now-form"')[1].split('<textarea name="words"')[1].split("</textarea>")[0]
    )
    assert letter.endswith("Ana, I am sorry.")
    assert Notice.objects.count() == before


def test_what_would_startle_them_is_offered_nowhere_any_more(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    secret = know(company, "coaches a youth rowing team", "recreation")
    ticket = answered(company)
    assert ideas(ticket).suggestions
    url = reverse("ticket_act", args=[ticket.pk, "creepy"])
    assert signed_in(company.sara).get(url).status_code == 200
    assert signed_in(company.dana).post(url, {"secret": secret.pk}).status_code == 403
    assert signed_in(company.kim).post(url, {"secret": secret.pk}).status_code == 302
    secret.refresh_from_db()
    assert (secret.do_not_mention, secret.uses) == (True, ["service"])
    assert ideas(ticket).suggestions == []
    strange = know(company, "walks in the hills", "recreation")
    Secret.objects.filter(pk=strange.pk).update(customer=company.vega, contact=company.luis)
    assert signed_in(company.kim).post(url, {"secret": strange.pk}).status_code == 422


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no calls before 9:15", True), ("Bitte nur schriftlich", True),
        ("nicht nach 17 Uhr anrufen", True), ("préfère un courriel", True),
        ("mejor por escrito", True), ("coaches a youth rowing team", False),
        ("walks in the hills", False), ("recalls every name", False),
    ],
)  # fmt: skip
def test_words_that_name_a_way_or_an_hour_are_known(text: str, said: bool) -> None:
    assert says_how(text) is said


def test_an_apology_says_the_same_in_every_language() -> None:
    def blanks(words: dict[str, str]) -> dict[str, list[str]]:
        return {
            key: sorted(name for _text, name, *_more in Formatter().parse(said) if name)
            for key, said in words.items()
        }

    assert {language for language, _name in settings.LANGUAGES} == set(APOLOGY)
    assert [one for one in APOLOGY.values() if blanks(one) != blanks(APOLOGY["en"])] == []


@pytest.mark.parametrize(
    ("words", "said", "found"),
    [
        ("The early shift stood still.", "On Sunday the early shift stood still for hours", True),
        ("our early shift stood still for two hours", "Early shift stood still for two days", True),
        ("Two hours", "They came two hours late.", True),
        ("Two days", "They came two hours late.", False), ("", "They came.", False),
        ("The early shift stood still.", "The boxes came late.", False),
    ],
)  # fmt: skip
def test_what_was_quoted_is_not_said_again(words: str, said: str, found: bool) -> None:
    assert repeats(words, said) is found


def test_words_become_a_sentence_of_their_own() -> None:
    assert as_sentence(" two hours ") == "Two hours."
    assert as_sentence("Is it over?") == "Is it over?"
