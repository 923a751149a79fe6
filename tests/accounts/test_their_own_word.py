"""What contacts said themselves yields only to a newer word with its day; topics are kept to."""

import datetime as dt

import pytest

from accounts.actions import (
    change_contact,
    change_preference,
    mail_contact,
    note_consent,
    speak_to,
)
from accounts.models import Consent, Contact, Preference
from accounts.queries import answer_to
from accounts.rules import mail_problem
from crm.errors import NotAllowedError, RuleBrokenError
from tests.conftest import Clock
from tests.people import Company

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
LAST_WEEK = dt.date(2026, 11, 16)


def said_no(contact: Contact) -> None:
    note_consent(person=None, contact=contact, purpose="news", answer="refused")


def note(company: Company, answer: str, told_on: dt.date | None = None) -> Consent | None:
    return note_consent(
        person=company.dana,
        contact=company.ana,
        purpose="news",
        answer=answer,
        how="on the phone",
        told_on=told_on,
    )


def code_of(company: Company, told_on: dt.date | None) -> str:
    with pytest.raises(RuleBrokenError) as refused:
        note(company, "granted", told_on)
    assert refused.value.field == "told_on"
    return str(refused.value.code)


def test_what_they_said_themselves_is_not_overruled_without_a_newer_word(
    company: Company, clock: Clock
) -> None:
    said_no(company.ana)
    assert code_of(company, None) == "accounts.their_own_word"
    assert code_of(company, LAST_WEEK) == "accounts.older_word"
    assert code_of(company, TODAY + dt.timedelta(days=1)) == "accounts.told_in_the_future"
    assert answer_to(company.ana, "news") == "refused"
    clock.move(days=3)
    row = note(company, "granted", TODAY + dt.timedelta(days=2))
    assert row
    assert row.at == dt.datetime(2026, 11, 25, 11, tzinfo=dt.UTC), "noon in Berlin"


def test_an_older_word_never_takes_the_place_of_a_newer_one(company: Company, clock: Clock) -> None:
    note(company, "refused")
    assert code_of(company, LAST_WEEK) == "accounts.older_word"
    assert note(company, "granted")


def test_the_form_of_a_contact_does_not_overrule_them_either(
    company: Company, clock: Clock
) -> None:
    note_consent(person=None, contact=company.ana, purpose="card", answer="refused")
    company.ana.refresh_from_db()
    with pytest.raises(RuleBrokenError, match="chose this themselves"):
        change_contact(person=company.dana, contact=company.ana, version=None, may_be_asked=True)


def test_their_channels_yield_only_to_a_newer_word(company: Company, clock: Clock) -> None:
    wishes = {"contact": company.ana, "topics": [], "mails_a_month": None}
    change_preference(person=None, channels=["phone"], **wishes)
    told = {"person": company.dana, "channels": ["mail"], "how": "at the fair", **wishes}
    with pytest.raises(RuleBrokenError, match="chose this themselves"):
        change_preference(**told)
    change_preference(told_on=TODAY, **told)
    assert Preference.objects.get().channels == ["mail"]


def test_only_the_steward_sets_the_language_they_told(company: Company, clock: Clock) -> None:
    speak_to(contact=company.ana, language="de", person=company.dana)
    company.ana.refresh_from_db()
    assert company.ana.language == "de"
    with pytest.raises(NotAllowedError):
        speak_to(contact=company.ana, language="es", person=company.lea)


@pytest.mark.parametrize(
    ("purpose", "topic", "topics", "problem"),
    [
        ("offer", "events", ["events"], ""),
        ("offer", "", ["products"], ""),
        ("offer", "", ["events"], "topic"),
        ("news", "", ["events"], "topic"),
        ("news", "know_how", ["know_how"], ""),
        ("offer", "events", [], ""),
        ("card", "", ["events"], ""),
        ("recovery", "products", ["events"], ""),
    ],
)
def test_mail_keeps_to_the_topics_they_ticked(
    purpose: str, topic: str, topics: list[str], problem: str
) -> None:
    found = mail_problem(
        purpose, answer="granted", takes_mail=True, already_sent=0, most=6,
        topic=topic, topics=topics,
    )  # fmt: skip
    assert found == problem


def test_an_offer_about_something_else_does_not_go(company: Company, clock: Clock) -> None:
    note_consent(person=None, contact=company.ana, purpose="offer", answer="granted")
    change_preference(
        person=None, contact=company.ana, channels=["mail"], topics=["events"], mails_a_month=None
    )
    offer = {"contact": company.ana, "purpose": "offer", "subject": "Boxes", "body": "Blue."}
    with pytest.raises(RuleBrokenError) as refused:
        mail_contact(once_key="1", **offer)
    assert refused.value.code == "accounts.other_topics_wanted"
    assert mail_contact(once_key="2", topic="events", **offer)
