"""The same question before and after, by a link, and never counted when it is missing."""

import re

import pytest
from django.test import Client

from accounts.models import Contact
from accounts.rules import LANGUAGES
from crm.errors import NotVisibleError, RuleBrokenError
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import Cycle, Loyalty, LoyaltyQuestion
from crm.recovery.queries.loyal import loyalty_counts
from crm.recovery.rules.loyalty_words import LOYALTY_WORDS
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import fixed, recovered

pytestmark = pytest.mark.django_db


def token_of() -> str:
    return re.search(r"/loyalty/([\w-]+)/", Notice.objects.latest("id").body).group(1)


def test_the_customer_is_asked_seven_days_after_recovery_and_once(
    company: Company, clock: Clock
) -> None:
    recovered(company)
    clock.move(days=7, microseconds=-1)
    assert actions.ask_loyalty() == 0
    clock.move(microseconds=1)
    assert actions.ask_loyalty() == 1
    assert actions.ask_loyalty() == 0
    clock.move(days=83)
    assert actions.ask_loyalty() == 1
    assert set(LoyaltyQuestion.objects.values_list("moment", flat=True)) == {"after7", "after90"}


def test_the_answer_comes_back_by_the_link_and_may_be_changed(
    company: Company, clock: Clock
) -> None:
    ticket = recovered(company)
    clock.move(days=7)
    actions.ask_loyalty()
    token = token_of()
    assert token not in LoyaltyQuestion.objects.get().digest
    actions.answer_loyalty(token=token, score=9, respect=5)
    actions.answer_loyalty(token=token, score=8, fair_outcome=4)
    answer = Loyalty.objects.get()
    assert (answer.score, answer.moment, answer.ticket) == (8, "after7", ticket)


def test_a_token_that_is_not_ours_finds_nothing(company: Company, clock: Clock) -> None:
    with pytest.raises(NotVisibleError):
        actions.answer_loyalty(token="x" * 43, score=9)


def test_a_score_outside_0_to_10_is_refused(company: Company, clock: Clock) -> None:
    with pytest.raises(RuleBrokenError):
        actions.record_loyalty(person=None, customer=company.norte, score=11, moment="before")


def test_nobody_is_asked_without_an_address_or_after_reopening(
    company: Company, clock: Clock
) -> None:
    ticket = recovered(company)
    clock.move(days=6)
    actions.reopen(person=company.kim, ticket=ticket, reason="It leaks.")
    clock.move(days=2)
    assert actions.ask_loyalty() == 0
    Contact.objects.filter(pk=company.luis.pk).update(email="")
    mute = fixed(company, customer=company.vega, contact=company.luis)
    actions.recover(person=company.kim, ticket=mute, no_surprise_reason="Not wanted")
    clock.move(days=8)
    assert actions.ask_loyalty() == 0


def test_every_language_fills_in_the_same_places() -> None:
    places = re.compile(r"{\w+}")
    for language, words in LOYALTY_WORDS.items():
        for name, text in LOYALTY_WORDS["en"].items():
            assert set(places.findall(words[name])) == set(places.findall(text)), (language, name)
    assert set(LOYALTY_WORDS) == set(LANGUAGES)


def test_mail_and_page_speak_the_language_of_the_customer(company: Company, clock: Clock) -> None:
    Contact.objects.filter(pk=company.ana.pk).update(language="de")
    recovered(company, words="Zwei {Tage} zu spät")
    clock.move(days=7)
    actions.ask_loyalty()
    mail = Notice.objects.latest("id")
    assert "eine Frage" in mail.subject
    assert "„Zwei {Tage} zu spät“" in mail.body
    client, address = Client(), f"/loyalty/{token_of()}/"
    page = client.get(address).content.decode()
    assert "Wie wahrscheinlich ist es" in page
    assert "Zum Inhalt" in page
    refused = client.post(address, {"lang": "de"})
    assert refused.status_code == 422
    assert "Bitte wählen Sie eine Zahl" in refused.content.decode()
    assert 'dir="rtl"' in client.get(f"{address}?lang=ar").content.decode()


def test_a_number_tapped_in_the_mail_is_only_chosen_and_after_three_weeks_nothing_is(
    company: Company, clock: Clock
) -> None:
    recovered(company)
    clock.move(days=7)
    actions.ask_loyalty()
    counts = loyalty_counts(company.olga, Cycle.objects.all())
    assert {word: n for word, n in counts.items() if n} == {"n": 1, "no_answer": 1}
    client, address = Client(), f"/loyalty/{token_of()}/"
    page = client.get(f"{address}?score=9").content.decode()
    assert re.search(r'value="9"[^>]* checked', page)
    assert not Loyalty.objects.exists()
    for tapped in ("11", "-1", "ten", "9" * 40, "\u0663"):
        assert client.get(address, {"score": tapped}).status_code == 200, tapped
    fair = {"fair_outcome": 4, "fair_handling": 5, "respect": 3}
    clock.move(days=21)
    assert client.post(address, {"score": 9, **fair}).status_code == 200
    answer = Loyalty.objects.get()
    assert {name: getattr(answer, name) for name in fair} == fair
    counts = loyalty_counts(company.olga, Cycle.objects.all())
    assert {word: n for word, n in counts.items() if n} == {"n": 1, "no_baseline": 1}
    clock.move(microseconds=1)
    late = client.post(address, {"score": 1})
    assert late.status_code == 410
    assert client.get(address).status_code == 410
    assert Loyalty.objects.get().score == 9
