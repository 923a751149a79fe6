"""What is due comes back to whoever writes the manual: one tap each, and each tap undone."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from crm.errors import RuleBrokenError
from secrets_manual import actions
from secrets_manual.models import Secret
from secrets_manual.queries import questions_to_ask, reviews_due
from secrets_manual.queries.reviews import SHOWN
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]
QUEUE = "/manuals/reviews/"


def _undo(client: Client, page: bytes) -> None:
    address = page.decode().split('class="toast-body"')[1].split('action="')[1].split('"')[0]
    assert client.post(address).url == QUEUE


def test_the_queue_shows_what_is_due_within_a_fortnight_to_those_who_write(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Prints every offer")
    clock.move(days=350)
    assert not reviews_due(company.dana).exists()
    clock.move(days=1)
    assert [secret.text for secret in reviews_due(company.dana)] == ["Prints every offer"]
    assert not reviews_due(company.lea).exists()
    assert "Prints every offer" in signed_in(company.dana).get(QUEUE).content.decode()
    assert "Prints every offer" not in signed_in(company.lea).get(QUEUE).content.decode()


@pytest.mark.parametrize("tap", ["review", "ask", "withdraw"])
def test_each_tap_leads_back_to_the_queue_and_can_be_undone(
    company: Company, clock: Clock, signed_in: SignedIn, tap: str
) -> None:
    secret = tell(company, "Decides on paper")
    clock.move(days=365)
    client = signed_in(company.dana)
    stood = (secret.review_on, secret.confirmed_on, secret.state)
    assert client.post(f"/secrets/{secret.pk}/{tap}/", {"next": QUEUE}).url == QUEUE
    page = client.get(QUEUE).content
    assert not reviews_due(company.dana).exists()
    _undo(client, page)
    secret.refresh_from_db()
    if tap != "withdraw":
        assert (secret.review_on, secret.confirmed_on, secret.state) == stood
        assert list(reviews_due(company.dana)) == [secret]
    assert secret.state == "kept"


def test_a_question_waits_until_it_is_answered(company: Company, clock: Clock) -> None:
    secret = tell(company, "Decides on paper")
    actions.ask_again(person=company.dana, secret=secret)
    assert list(questions_to_ask(company.dana)) == [secret]
    actions.review_secret(person=company.dana, secret=secret)
    assert not questions_to_ask(company.dana).exists()


def test_a_tap_is_not_undone_after_somebody_else_wrote(company: Company, clock: Clock) -> None:
    secret = tell(company, "Decides on paper")
    actions.review_secret(person=company.dana, secret=secret)
    actions.change_secret(person=company.dana, secret=secret, text="Decides on real paper")
    with pytest.raises(RuleBrokenError):
        actions.take_back_review(person=company.dana, secret=secret)


def test_an_address_outside_is_no_way_back(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    secret = tell(company, "Decides on paper")
    client, url = signed_in(company.dana), f"/secrets/{secret.pk}/review/"
    for outside in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert client.post(url, {"next": outside}).url == f"/manuals/{company.norte.pk}/"


def test_a_review_is_said_with_its_day(company: Company, clock: Clock) -> None:
    secret = tell(company, "Decides on paper")
    clock.move(days=360)
    actions.review_secret(person=company.dana, secret=secret)
    assert Secret.objects.get().confirmed_on == clock.at.date()


def test_the_queue_shows_the_first_few_and_says_that_there_are_more(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    for number in range(SHOWN + 1):
        tell(company, f"Prefers room {number}")
    clock.move(days=365)
    page = signed_in(company.dana).get(QUEUE).content.decode()
    assert page.count("Prefers room") == SHOWN
    assert "25+" in page
    actions.withdraw_secret(person=company.dana, secret=reviews_due(company.dana)[0])
    page = signed_in(company.dana).get(QUEUE).content.decode()
    assert page.count("Prefers room") == SHOWN
    assert "25+" not in page
