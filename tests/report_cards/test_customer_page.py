"""The customer's page: opened by a link, kept as they go, sent once, kind when it is over."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from report_cards.actions import decline, revoke
from report_cards.models import Card, CardWords, Invitation, Rating
from tests.conftest import Clock
from tests.people import Company
from tests.report_cards.stories import Queries, SignIn, ask

pytestmark = pytest.mark.django_db


def opened(path: str) -> tuple[Client, str]:
    """Follow the link as a browser does; gives the browser and the page's address."""
    browser = Client(enforce_csrf_checks=False)
    answer = browser.get(path)
    assert answer.status_code == 302, answer.content
    return browser, answer["Location"]


def test_the_link_leads_to_a_page_without_the_token(company: Company) -> None:
    invitation, path = ask(company.ana, company.dana)
    browser, page = opened(path)
    assert page == f"/card/at/{invitation.public_id}/"
    cookie = browser.cookies["card"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (page, True, "Lax")
    answer = browser.get(page)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "How is Dana doing for you?" in text
    assert path.split("/")[2] not in text
    assert len(answer.content) < 30_000
    assert not re.search(r"\b(secret|keeper|manual)", text, re.IGNORECASE)


def test_a_page_asks_at_most_eight_questions_each_with_its_legend(company: Company) -> None:
    _invitation, path = ask(company.ana, company.dana)
    browser, page = opened(path)
    text = browser.get(page).content.decode()
    assert text.count("<fieldset") == text.count("<legend") == 8


def test_reading_writes_nothing(company: Company, django_assert_max_num_queries: Queries) -> None:
    invitation, path = ask(company.ana, company.dana)
    before = Invitation.objects.filter(pk=invitation.pk).values().get()
    browser, page = opened(path + "?q1=4")
    with django_assert_max_num_queries(12):
        text = browser.get(page).content.decode()
    assert re.search(r'name="q1" value="4" checked', text)
    assert Invitation.objects.filter(pk=invitation.pk).values().get() == before
    assert (Card.objects.count(), Session.objects.count()) == (0, 0)


def test_the_page_is_never_stored_or_indexed(company: Company) -> None:
    _invitation, path = ask(company.ana, company.dana)
    browser, page = opened(path)
    for answer in (browser.get(path), browser.get(page), browser.get("/card/unknown/")):
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


def test_the_address_without_the_link_opens_nothing(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    page = f"/card/at/{invitation.public_id}/"
    assert Client().get(page).status_code == 404
    assert Client().post(f"{page}save/", {"q1": "4"}).status_code == 404
    stranger = Client()
    stranger.cookies["card"] = str(invitation.public_id)
    assert stranger.get(page).status_code == 404


def test_answers_are_kept_as_one_goes_and_come_back_on_another_device(company: Company) -> None:
    invitation, path = ask(company.ana, company.dana)
    browser, page = opened(path)
    assert browser.post(f"{page}save/", {}).status_code == 204
    invitation.refresh_from_db()
    assert invitation.state == "opened"
    assert browser.post(f"{page}save/", {"q1": "4", "q2": "none"}).status_code == 204
    phone, page = opened(path)
    text = phone.get(page).content.decode()
    assert re.search(r'name="q1" value="4" checked', text)
    assert re.search(r'name="q2" value="none" checked', text)


def test_without_scripts_one_button_sends_the_whole_card(company: Company, clock: Clock) -> None:
    invitation, path = ask(company.ana, company.dana)
    clock.move(minutes=2)
    browser, page = opened(path)
    whole = {
        "whole": "1",
        "q1": "5",
        "q3": "3",
        "matters": "4",
        "other_solutions": "pointed",
        "comment": "Honest.",
        "may_read": "1",
        "call_no_need": "1",
    }
    answer = browser.post(page, whole, follow=True)
    text = answer.content.decode()
    assert "Thank you" in text
    assert "Honest." in text
    card = Card.objects.get(invitation=invitation)
    assert card.submitted_at
    assert (card.secrets_value, card.other_solutions, card.call) == (4, "pointed", "no_need")
    assert dict(Rating.objects.values_list("behaviour__slot", "value")) == {1: 5, 3: 3}
    assert CardWords.objects.get().may_read


def test_sending_twice_shows_the_saved_card(company: Company, clock: Clock) -> None:
    _invitation, path = ask(company.ana, company.dana)
    clock.move(minutes=2)
    browser, page = opened(path)
    browser.post(page, {"q1": "5"})
    again = browser.post(page, {"q1": "1"}, follow=True)
    assert "Thank you" in again.content.decode()
    assert list(Rating.objects.values_list("value", flat=True)) == [5]
    assert "Thank you" in browser.get(opened(path)[1]).content.decode()


def test_a_wrong_answer_is_said_in_words_and_the_others_stay(company: Company) -> None:
    _invitation, path = ask(company.ana, company.dana)
    browser, page = opened(path)
    answer = browser.post(page, {"q1": "9", "q2": "4"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "error-q1" in text
    assert re.search(r'name="q2" value="4" checked', text)
    assert Card.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "title", "direction"),
    [
        ("de", "Wie macht sich Dana für Sie?", "ltr"),
        ("fr", "Comment cela se passe-t-il avec Dana ?", "ltr"),
        ("es", "¿Qué tal le atiende Dana?", "ltr"),
        ("ar", "كيف ترون عمل Dana معكم؟", "rtl"),
    ],
)
def test_the_language_can_be_changed_on_the_page(
    company: Company, language: str, title: str, direction: str
) -> None:
    _invitation, path = ask(company.ana, company.dana)
    browser, page = opened(path)
    text = browser.get(f"{page}?lang={language}").content.decode()
    assert title in text
    assert f'lang="{language}" dir="{direction}"' in text


def test_a_contact_is_asked_in_their_own_language(company: Company) -> None:
    company.ana.language = "es-MX"
    company.ana.save()
    _invitation, path = ask(company.ana, company.dana)
    browser, page = opened(path)
    assert "Cumple lo que promete" in browser.get(page).content.decode()


def test_a_link_that_ran_out_or_was_withdrawn_says_so_kindly(
    company: Company, clock: Clock
) -> None:
    invitation, path = ask(company.ana, company.dana)
    other, other_path = ask(company.luis, company.rui)
    revoke(person=None, invitation=other)
    answer = Client().get(other_path)
    assert (answer.status_code, b"no longer open" in answer.content) == (410, True)
    browser, page = opened(path)
    clock.move(days=22)
    for answer in (Client().get(path), browser.get(page), browser.post(page, {"q1": "4"})):
        assert (answer.status_code, b"has run out" in answer.content) == (410, True)
    assert browser.post(f"{page}save/", {"q1": "4"}).status_code == 409
    assert invitation.state == "sent"


def test_stopping_needs_a_button_and_mail_programs_post_with_one_click(company: Company) -> None:
    _invitation, path = ask(company.ana, company.dana)
    browser = Client(enforce_csrf_checks=True)
    answer = browser.get(f"{path}stop/")
    company.ana.refresh_from_db()
    assert (answer.status_code, company.ana.may_be_asked) == (200, True)
    answer = browser.post(f"{path}stop/", {"List-Unsubscribe": "One-Click"})
    company.ana.refresh_from_db()
    assert (answer.status_code, company.ana.may_be_asked) == (200, False)
    assert b"stopped asking" in browser.get(path).content


def test_a_declined_card_takes_no_answers(company: Company) -> None:
    invitation, path = ask(company.ana, company.dana)
    browser, page = opened(path)
    decline(invitation=invitation)
    browser.post(page, {"q1": "4"})
    assert Card.objects.count() == 0


def test_forms_of_a_browser_need_their_csrf_token(company: Company) -> None:
    _invitation, path = ask(company.ana, company.dana)
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(path)["Location"]
    assert browser.post(page, {"q1": "4"}).status_code == 403
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(page).content.decode()
    )
    assert token
    sent = browser.post(page, {"q1": "4", "csrfmiddlewaretoken": token[1]})
    assert sent.status_code == 302


def test_a_twenty_first_request_in_a_minute_is_asked_to_wait(
    company: Company, clock: Clock
) -> None:
    _invitation, path = ask(company.ana, company.dana)
    browser, page = opened(path)
    for _request in range(19):
        assert browser.get(page).status_code == 200
    answer = browser.get(page)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    clock.move(minutes=1)
    assert browser.get(page).status_code == 200


def test_a_card_from_a_colleagues_browser_is_set_aside(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    _invitation, path = ask(company.ana, company.dana)
    clock.move(minutes=2)
    browser = signed_in(company.dana)
    page = browser.get(path)["Location"]
    browser.post(f"{page}save/", {"q1": "5"})
    browser.post(page, {"q1": "5"})
    assert Card.objects.get().quarantine == "colleague"


def test_a_filled_honeypot_is_set_aside_and_the_sender_sees_no_difference(
    company: Company, clock: Clock
) -> None:
    _invitation, path = ask(company.ana, company.dana)
    clock.move(minutes=2)
    browser, page = opened(path)
    answer = browser.post(page, {"q1": "5", "website": "http://x"}, follow=True)
    assert "Thank you" in answer.content.decode()
    assert Card.objects.get().quarantine == "honeypot"
