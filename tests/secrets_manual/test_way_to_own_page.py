"""The way to a contact's own page: a link, a code, a short visit, and the same answer to all."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import page_token, page_url
from accounts.models import Contact, PageRequest, PageVisit
from crm.journal.models import Entry
from crm.notices.models import Notice
from secrets_manual import actions
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.visits import newest_code, page_of, visit

pytestmark = pytest.mark.django_db


def test_opening_the_link_writes_nothing_and_mails_nothing(company: Company) -> None:
    before = Entry.objects.count()
    assert Client().get(reverse("me", args=[page_token(company.ana)])).status_code == 200
    assert (PageVisit.objects.count(), Notice.objects.count()) == (0, 0)
    assert Entry.objects.count() == before


def test_a_code_is_kept_as_a_hash_and_opens_once(company: Company) -> None:
    client, link = Client(), reverse("me", args=[page_token(company.ana)])
    client.post(link)
    code = newest_code(company.ana)
    assert code not in str(PageVisit.objects.values())
    assert client.post(link, {"code": code}).status_code == 302
    assert Client().post(link, {"code": code}).status_code == 422


def test_five_tries_are_enough(company: Company) -> None:
    client, link = Client(), reverse("me", args=[page_token(company.ana)])
    client.post(link)
    code = newest_code(company.ana)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _try in range(5):
        assert client.post(link, {"code": wrong}).status_code == 422
    assert client.post(link, {"code": code}).status_code == 422


def test_a_code_is_good_for_ten_minutes(company: Company, clock: Clock) -> None:
    client, link = Client(), reverse("me", args=[page_token(company.ana)])
    client.post(link)
    clock.move(minutes=10)
    assert client.post(link, {"code": newest_code(company.ana)}).status_code == 422


def test_a_newer_code_ends_the_earlier_one(company: Company) -> None:
    client, link = Client(), reverse("me", args=[page_token(company.ana)])
    client.post(link)
    first = newest_code(company.ana)
    client.post(link)
    second = newest_code(company.ana)
    if first != second:
        assert client.post(link, {"code": first}).status_code == 422
    assert client.post(link, {"code": second}).status_code == 302


def test_no_more_than_three_codes_in_a_quarter_of_an_hour_and_the_page_says_the_same(
    company: Company, clock: Clock
) -> None:
    client, link = Client(), reverse("me", args=[page_token(company.ana)])
    pages = {client.post(link).content.count(b"on its way") for _time in range(4)}
    assert PageVisit.objects.count() == 3
    assert pages == {1}
    clock.move(minutes=16)
    client.post(link)
    assert PageVisit.objects.count() == 4


def test_a_visit_ends_after_twenty_minutes(company: Company, clock: Clock) -> None:
    client = visit(company.ana)
    clock.move(minutes=19)
    page_of(client)
    clock.move(minutes=1)
    assert client.get(reverse("me_page")).status_code == 403


def test_a_visit_ends_when_they_close_it_or_the_address_changes(company: Company) -> None:
    client = visit(company.ana)
    cookie = client.cookies["me"].value
    client.post(reverse("me_leave"))
    client.cookies["me"] = cookie
    assert client.get(reverse("me_page")).status_code == 403
    other = visit(company.luis)
    Contact.objects.filter(pk=company.luis.pk).update(email="new@vega.example")
    assert other.get(reverse("me_page")).status_code == 403


def test_a_foreign_or_broken_link_opens_nothing(company: Company) -> None:
    token = page_token(company.ana)
    assert Client().get(reverse("me", args=["x" + token])).status_code == 404
    assert Client().get(reverse("me_page")).status_code == 403


def test_the_page_is_neither_kept_nor_indexed(company: Company) -> None:
    answer = visit(company.ana).get(reverse("me_page"))
    assert answer["Cache-Control"] == "no-store, private"
    assert "noindex" in answer["X-Robots-Tag"]
    assert b"http://" not in answer.content.replace(b"http://testserver", b"")


def test_the_answer_is_the_same_whether_or_not_we_know_the_address(company: Company) -> None:
    pages = {}
    for address in (company.ana.email, "nobody@nowhere.example"):
        answer = Client().post(reverse("me_ask"), {"email": address})
        drawn = re.sub(r'<meta name="csrf-token"[^>]*>', "", answer.content.decode())
        pages[address] = (answer.status_code, drawn)
    assert len(set(pages.values())) == 1
    assert Notice.objects.count() == 0, "nothing is looked up while they wait"
    assert actions.answer_page_requests() == 1
    assert PageRequest.objects.count() == 0
    mail = Notice.objects.get()
    assert (mail.contact_id, page_url(company.ana) in mail.body) == (company.ana.pk, True)


def test_an_address_gets_the_link_once_in_five_minutes(company: Company, clock: Clock) -> None:
    for _time in range(3):
        actions.ask_for_page(address=company.ana.email.upper())
        actions.answer_page_requests()
        clock.move(minutes=1)
    assert Notice.objects.count() == 1
