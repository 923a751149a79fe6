"""A contact's own page, with enough lines that a query per line would show."""

import re

from django.urls import reverse

from accounts.actions import change_preference, note_consent, page_token, stop_url
from accounts.models import Person
from crm import clock
from crm.notices.models import Notice
from secrets_manual import actions
from tests.house.access import Place

Asked = tuple[Person, str]
Posted = tuple[str, dict[str, str]]


def stop_mail(places: dict[str, Place]) -> Asked:
    return places["own"].steward, stop_url(places["own"].contact, "news").partition("8000")[2]


def me_ask(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("me_ask")


def me(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("me", args=[page_token(places["own"].contact)])


def me_page(places: dict[str, Place]) -> tuple[Person, str, Posted]:
    """Open the page itself, after the code was typed in."""
    place = places["own"]
    for number in range(12):
        row = actions.record_secret(
            person=place.steward, customer=place.customer, contact=place.contact,
            text=f"Decides on paper no. {number}", provenance="told_us", glad="yes",
        )  # fmt: skip
        actions.record_use(person=place.steward, secret=row, how="Printed it")
        actions.make_promise(
            person=place.steward, customer=place.customer, contact=place.contact,
            words="Call back", due_at=clock.now().replace(year=2030),
        )  # fmt: skip
    actions.mail_code(contact=place.contact)
    mail = Notice.objects.filter(contact_id=place.contact.pk).latest("pk")
    code = re.findall(r"\b\d{6}\b", mail.body)[0]
    link = reverse("me", args=[page_token(place.contact)])
    return place.steward, reverse("me_page"), (link, {"code": code})


def contact_wishes(places: dict[str, Place]) -> Asked:
    place = places["own"]
    for number in range(24):
        answer = "refused" if number % 2 else "granted"
        for purpose in ("card", "news", "offer", "surprise"):
            note_consent(
                person=place.steward, contact=place.contact, purpose=purpose, answer=answer,
                how=f"on the phone, time {number}",
            )  # fmt: skip
        change_preference(
            person=place.steward, contact=place.contact, channels=["mail"], topics=["events"],
            mails_a_month=number, how="at the fair",
        )  # fmt: skip
    return place.steward, reverse("contact_wishes", args=[place.contact.pk])


def settings_mail(places: dict[str, Place]) -> Asked:
    contact_wishes(places)
    return places["own"].company.olga, reverse("settings_mail")


PAGES = [stop_mail, me_ask, me, me_page, contact_wishes, settings_mail]
