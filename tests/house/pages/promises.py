"""Pages of promises and commitments, with enough rows that a query per row would show."""

import datetime as dt

from django.urls import reverse

from accounts.models import Person
from crm import clock
from secrets_manual import actions
from secrets_manual.models import Commitment, Promise
from tests import people
from tests.house.access import Place
from tests.secrets_manual.calendars import calendar, event, with_

Asked = tuple[Person, str]


def _agreed(place: Place) -> tuple[Promise, Commitment]:
    due_at = clock.now() + dt.timedelta(days=1)
    for number in range(20):
        customer = people.make_customer(f"Customer {number}", steward=place.steward)
        contact = people.make_contact(f"Contact {number}", customer)
        words = f"Promise {number}"
        of_both = {"customer": customer, "contact": contact, "words": words, "due_at": due_at}
        promise = actions.make_promise(person=place.steward, **of_both)
        commitment = actions.make_commitment(person=place.steward, **of_both)
    return promise, commitment


def promises(places: dict[str, Place]) -> Asked:
    _agreed(places["own"])
    return places["own"].steward, reverse("promises")


def promises_of_a_team(places: dict[str, Place]) -> Asked:
    _agreed(places["own"])
    return places["own"].company.lea, reverse("promises") + "?who=team&state=all"


def commitments(places: dict[str, Place]) -> Asked:
    _agreed(places["own"])
    return places["own"].steward, reverse("commitments")


def promise(places: dict[str, Place]) -> Asked:
    row = _agreed(places["own"])[0]
    return places["own"].steward, reverse("promise", args=[row.pk])


def commitment(places: dict[str, Place]) -> Asked:
    row = _agreed(places["own"])[1]
    return places["own"].steward, reverse("commitment", args=[row.pk])


def promise_new(places: dict[str, Place]) -> Asked:
    _agreed(places["own"])
    return places["own"].steward, reverse("promise_new")


def promise_edit(places: dict[str, Place]) -> Asked:
    row = _agreed(places["own"])[0]
    return places["own"].steward, reverse("promise_edit", args=[row.pk])


def commitment_edit(places: dict[str, Place]) -> Asked:
    row = _agreed(places["own"])[1]
    return places["own"].steward, reverse("commitment_edit", args=[row.pk])


def commitment_new(places: dict[str, Place]) -> Asked:
    _agreed(places["own"])
    return places["own"].steward, reverse("commitment_new")


def conversation_edit(places: dict[str, Place]) -> Asked:
    place = places["own"]
    contacts = [people.make_contact(f"Contact {number}", place.customer) for number in range(20)]
    talk = actions.hold_conversation(
        person=place.steward, customer=place.customer, contacts=contacts
    )
    return place.steward, reverse("conversation_edit", args=[talk.pk])


def conversation_with_many(places: dict[str, Place]) -> Asked:
    person, url = conversation_edit(places)
    return person, url.removesuffix("edit/")


def settings_calendar(places: dict[str, Place]) -> Asked:
    place = places["own"]
    events = [
        event(str(number), "20261123T130000Z", with_(place.contact.email)) for number in range(20)
    ]
    actions.take_calendar_file(person=place.steward, content=calendar(*events))
    actions.connect_calendar(person=place.steward, kind="ics", address="https://a.example/x")
    return place.steward, reverse("settings_calendar")


PAGES = [
    settings_calendar,
    conversation_edit,
    conversation_with_many,
    promises,
    promises_of_a_team,
    commitments,
    promise,
    commitment,
    promise_new,
    promise_edit,
    commitment_edit,
    commitment_new,
]
