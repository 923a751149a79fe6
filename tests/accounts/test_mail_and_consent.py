"""No mail leaves against the will of a contact; who said what, and when, stays on record."""

import re

import pytest
from django.db import InternalError, connection, transaction
from django.test import Client

from accounts.actions import (
    change_contact,
    change_mail_policy,
    change_preference,
    mail_contact,
    note_consent,
)
from accounts.models import Consent, Contact, MailToContact
from accounts.queries import answer_to, answers_of
from accounts.rules import most_mails
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from crm.notices.channels import mail_of
from crm.notices.models import Notice
from tests.conftest import Clock
from tests.people import Company, make_contact

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Hello", "body": "What we wanted to say."}


def mail(contact: Contact, purpose: str, key: str = "k", **more: object) -> MailToContact | None:
    return mail_contact(contact=contact, purpose=purpose, once_key=key, **WORDS, **more)


def refusal_of(contact: Contact, purpose: str) -> str:
    with pytest.raises(RuleBrokenError) as refused:
        mail(contact, purpose)
    return str(refused.value.code)


def told(company: Company, purpose: str, answer: str) -> Consent | None:
    return note_consent(
        person=company.dana, contact=company.ana, purpose=purpose, answer=answer, how="on the phone"
    )


def test_what_was_refused_is_not_sent_and_the_refusal_is_journaled(company: Company) -> None:
    told(company, "news", "refused")
    assert refusal_of(company.ana, "news") == "accounts.consent_refused"
    entry = Entry.objects.get(kind="accounts.mail_refused")
    assert entry.facts == {"purpose": "news", "problem": "refused"}
    assert not Notice.objects.exists()


def test_an_offer_needs_a_yes_and_news_only_no_no(company: Company) -> None:
    assert refusal_of(company.ana, "offer") == "accounts.consent_missing"
    mail(company.ana, "news", "n")
    told(company, "offer", "granted")
    assert mail(company.ana, "offer", "o")


def test_mail_about_their_own_mishap_always_goes(company: Company) -> None:
    change_preference(person=None, contact=company.ana, channels=[], topics=[], mails_a_month=0)
    assert mail(company.ana, "recovery")


def test_who_wants_no_mail_gets_none(company: Company) -> None:
    change_preference(
        person=None, contact=company.ana, channels=["phone"], topics=[], mails_a_month=None
    )
    assert refusal_of(company.ana, "card") == "accounts.no_mail_wanted"


def test_the_contact_lowers_the_cap_and_the_director_sets_it(
    company: Company, clock: Clock
) -> None:
    change_preference(
        person=None, contact=company.ana, channels=["mail"], topics=[], mails_a_month=1
    )
    mail(company.ana, "card", "1")
    assert refusal_of(company.ana, "news") == "accounts.mail_cap"
    change_mail_policy(person=company.olga, cap=2, days=30)
    mail(company.luis, "card", "2")
    mail(company.luis, "card", "3")
    assert refusal_of(company.luis, "news") == "accounts.mail_cap"
    with pytest.raises(NotAllowedError):
        change_mail_policy(person=company.dana, cap=60, days=1)
    clock.move(days=31)
    assert mail(company.luis, "news", "4")


@pytest.mark.parametrize(
    ("cap", "days", "wished", "most"),
    [(6, 30, None, 6), (6, 30, 2, 2), (6, 30, 8, 6), (6, 60, 2, 4), (6, 7, 2, 2), (6, 30, 0, 0)],
)
def test_the_smaller_of_both_numbers_holds(
    cap: int, days: int, wished: int | None, most: int
) -> None:
    assert most_mails(cap, days, wished) == most


def test_what_they_asked_for_a_moment_ago_goes_and_uses_up_nothing(company: Company) -> None:
    told(company, "your_page", "refused")
    change_preference(
        person=None, contact=company.ana, channels=["mail"], topics=[], mails_a_month=1
    )
    assert mail(company.ana, "your_page", "1", asked_for=True)
    assert mail(company.ana, "news", "2")


def test_every_mail_leads_to_their_page_and_can_be_stopped_with_one_click(
    company: Company,
) -> None:
    mail(company.ana, "news", html="<html><body><p>Hello</p></body></html>")
    sent = mail_of(Notice.objects.get())
    assert "/me/" in sent.body
    assert "/me/" in str(sent.alternatives[0][0])
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.search(r"<http://[^/]+(/stop/[^>]+)>", sent.extra_headers["List-Unsubscribe"])
    assert found
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(found[1]).status_code == 200
    assert answer_to(company.ana, "news") == "unknown", "opening the link stops nothing"
    answer = stranger.post(found[1], {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert answer_to(company.ana, "news") == "refused"
    assert answers_of(company.ana)["news"].source == "contact"


def test_a_mail_about_a_mishap_offers_no_stopping(company: Company) -> None:
    mail(company.ana, "recovery")
    assert "List-Unsubscribe" not in mail_of(Notice.objects.get()).extra_headers


def test_earlier_answers_stay_with_who_noted_them_and_how(company: Company) -> None:
    told(company, "news", "granted")
    told(company, "news", "refused")
    assert told(company, "news", "refused") is None
    rows = company.ana.consents.filter(purpose="news").order_by("pk")
    assert [(row.answer, row.person, row.how) for row in rows] == [
        ("granted", company.dana, "on the phone"),
        ("refused", company.dana, "on the phone"),
    ]


def test_nobody_rewrites_an_answer_not_even_in_the_database(company: Company) -> None:
    told(company, "news", "refused")
    for change in (
        "update accounts_consent set answer = 'granted'",
        "update accounts_consent set at = now()",
    ):
        with (
            pytest.raises(InternalError, match="Cannot update"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_only_the_steward_notes_what_a_contact_told(company: Company) -> None:
    with pytest.raises(NotAllowedError):
        note_consent(
            person=company.lea, contact=company.ana, purpose="news", answer="granted", how="x"
        )
    with pytest.raises(NotVisibleError):
        note_consent(
            person=company.rui, contact=company.ana, purpose="news", answer="granted", how="x"
        )


def flags(contact: Contact) -> tuple[bool, bool]:
    contact.refresh_from_db()
    return contact.may_be_asked, contact.no_surprises


def test_the_flags_say_what_the_newest_answers_say_whoever_writes_first(company: Company) -> None:
    told(company, "card", "refused")
    told(company, "surprise", "refused")
    assert flags(company.ana) == (False, True)
    with connection.cursor() as cursor:
        cursor.execute("update accounts_contact set may_be_asked = true, no_surprises = false")
    assert answer_to(company.ana, "card") == "granted"
    assert answer_to(company.ana, "surprise") == "unknown"
    assert answers_of(company.ana)["card"].source == "record"
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into accounts_consent (contact_id, purpose, answer, source, how)"
            " values (%s, 'card', 'refused', 'record', '')",
            [company.ana.pk],
        )
    assert flags(company.ana) == (False, False)


def test_a_contact_added_without_consent_has_refused(company: Company) -> None:
    contact = make_contact("Eva", company.norte, may_be_asked=False)
    assert answer_to(contact, "card") == "refused"
    assert refusal_of(contact, "card") == "accounts.consent_refused"


def test_the_form_of_a_contact_notes_who_ticked_it(company: Company) -> None:
    change_contact(person=company.dana, contact=company.ana, version=None, may_be_asked=False)
    row = answers_of(company.ana)["card"]
    assert (row.answer, row.source, row.person) == ("refused", "person", company.dana)
    assert flags(company.ana) == (False, False)
