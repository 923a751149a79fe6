"""A steward reads what a contact allows and wishes, and notes what they were told."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import change_preference, note_consent
from accounts.models import Consent, Person
from accounts.queries import answer_to, mail_policy, preference_of
from crm.notices.models import Notice
from secrets_manual import actions
from secrets_manual.models import Secret
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
TOLD = {
    "channels": ["mail", "phone"],
    "topics": ["events"],
    "mails_a_month": "2",
    "speak": "de",
    "may_offer": "granted",
    "may_card": "refused",
    "how": "on the phone, after the delivery",
    "version": "0",
}


def page(company: Company) -> str:
    return reverse("contact_wishes", args=[company.ana.pk])


def test_what_they_told_stands_there_with_who_noted_it_and_how(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    dana = signed_in(company.dana)
    assert (
        "Nobody asked them yet: allowed until they say no."
        in dana.get(page(company)).content.decode()
    )
    assert dana.post(page(company), TOLD).status_code == 302
    company.ana.refresh_from_db()
    assert (company.ana.language, company.ana.may_be_asked) == ("de", False)
    found = preference_of(company.ana)
    assert found
    assert (found.channels, found.topics, found.mails_a_month) == (["mail", "phone"], ["events"], 2)
    assert Consent.objects.count() == 2
    shown = dana.get(page(company)).content.decode()
    assert "Told Dana Vogt: on the phone, after the delivery" in shown
    assert "at most 2 mails a month" in shown
    read_only = signed_in(company.kim).get(page(company)).content.decode()
    assert "Told Dana Vogt" in read_only
    assert "<textarea" not in read_only
    assert 'name="how"' not in read_only


def test_the_same_again_notes_nothing(company: Company, signed_in: SignIn, clock: Clock) -> None:
    dana = signed_in(company.dana)
    dana.post(page(company), TOLD)
    answer = dana.post(page(company), TOLD | {"version": "1"}, follow=True)
    assert "That is what stands there already." in answer.content.decode()
    assert Consent.objects.count() == 2


def test_how_they_told_it_must_be_said(company: Company, signed_in: SignIn) -> None:
    answer = signed_in(company.dana).post(page(company), TOLD | {"how": " "})
    assert answer.status_code == 422
    assert not Consent.objects.exists()


def test_what_they_chose_themselves_asks_for_the_day_of_a_newer_word(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    note_consent(person=None, contact=company.ana, purpose="offer", answer="refused")
    change_preference(
        person=None, contact=company.ana, channels=["phone"], topics=[], mails_a_month=None
    )
    dana = signed_in(company.dana)
    answer = dana.post(page(company), TOLD | {"version": "1"})
    assert answer.status_code == 422
    assert "chose this themselves on Nov. 23, 2026" in answer.content.decode()
    assert answer_to(company.ana, "offer") == "refused"
    clock.move(days=2)
    answer = dana.post(page(company), TOLD | {"version": "1", "told_on": "2026-11-25"})
    assert answer.status_code == 302
    assert answer_to(company.ana, "offer") == "granted"


def test_a_second_editor_is_told(company: Company, signed_in: SignIn, clock: Clock) -> None:
    dana = signed_in(company.dana)
    dana.post(page(company), TOLD)
    answer = dana.post(page(company), TOLD | {"mails_a_month": "4"})
    assert answer.status_code == 422
    assert "Somebody changed this" in answer.content.decode()


def test_an_objection_told_to_the_steward_forgets_as_their_own_page_does(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    tell(company, "Rows on the Elbe")
    dana, act = signed_in(company.dana), reverse("contact_object", args=[company.ana.pk])
    unsure = dana.post(act, {"how": "on the phone"})
    assert unsure.status_code == 422
    assert "Please tick the box first." in unsure.content.decode()
    assert dana.post(act, {"how": "on the phone", "sure": "on"}).status_code == 302
    assert not Secret.objects.exists()
    row = Consent.objects.get(purpose="remembering")
    assert (row.answer, row.person, row.how) == ("refused", company.dana, "on the phone")
    assert "asked us to remember nothing about them" in dana.get(page(company)).content.decode()
    assert dana.post(act, {"how": "by letter", "allow": "1"}).status_code == 302
    tell(company, "Likes tea")


def test_their_own_objection_yields_only_to_a_newer_word(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    actions.object_to_remembering(contact=company.ana)
    dana, act = signed_in(company.dana), reverse("contact_object", args=[company.ana.pk])
    assert dana.post(act, {"how": "by letter", "allow": "1"}).status_code == 422
    clock.move(days=1)
    sent = {"how": "by letter", "allow": "1", "told_on": "2026-11-24"}
    assert dana.post(act, sent).status_code == 302
    assert answer_to(company.ana, "remembering") == "granted"
    assert Notice.objects.filter(about_kind="contact").exists()


def test_the_director_sets_the_cap_on_a_page(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    change_preference(
        person=None, contact=company.ana, channels=["mail"], topics=[], mails_a_month=2
    )
    olga, cap_page = signed_in(company.olga), reverse("settings_mail")
    assert "1 of 2 contacts asked for fewer" in olga.get(cap_page).content.decode()
    assert olga.post(cap_page, {"cap": "4", "days": "14", "version": "1"}).status_code == 302
    assert (mail_policy().cap, mail_policy().days) == (4, 14)
    stale = olga.post(cap_page, {"cap": "9", "days": "14", "version": "1"})
    assert stale.status_code == 422
    assert olga.post(cap_page, {"cap": "0", "days": "14"}).status_code == 422
    assert dt.timedelta(mail_policy().days) == dt.timedelta(14)
