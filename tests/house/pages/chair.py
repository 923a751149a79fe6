"""The empty chair, with everything a wall can hold."""

import datetime as dt

from django.urls import reverse

from accounts.models import Customer, Person
from crm import clock
from crm.deals.models import Deal, SuccessDefinition
from crm.home.actions.meeting import log_decision
from secrets_manual.actions import break_promise, make_commitment, make_promise
from tests.house.access import Place
from tests.house.pages.own_fields import _own_fields
from tests.people import make_customer
from tests.recovery.tickets import open_one
from tests.report_cards.stories import rate

Asked = tuple[Person, str]


def _full(place: Place) -> None:
    """Give the place's customer words, mishaps, promises kept and broken, and a card."""
    steward, customer = place.steward, place.customer
    deal = Deal.objects.create(
        customer=customer, owner=steward, opened_on=clock.today() - dt.timedelta(days=90)
    )
    SuccessDefinition.objects.create(
        deal=deal, words="Nobody waits.", contact=place.contact, number=1,
        said_on=clock.today(), recorded_by=steward, recorded_at=clock.now(),
    )  # fmt: skip
    rate(place.contact, steward, words="Early, please.", may_read=True, promises=4)
    due_at = clock.now() + dt.timedelta(days=1)
    for number in range(6):
        open_one(place.company, customer=customer, words=f"Mishap {number}")
        make_commitment(person=steward, customer=customer, words=f"Plan {number}", due_at=due_at)
        make_promise(person=steward, customer=customer, words=f"Paper {number}", due_at=due_at)
        gone = make_promise(
            person=steward, customer=customer, words=f"Call {number}", due_at=due_at
        )
        break_promise(person=steward, promise=gone, reason="Forgot")


def empty_chair(places: dict[str, Place]) -> Asked:
    _full(places["own"])
    return places["own"].steward, reverse("empty_chair", args=[places["own"].customer.pk])


def empty_chair_of_a_manager(places: dict[str, Place]) -> Asked:
    _full(places["own"])
    return places["own"].company.max, reverse("empty_chair", args=[places["own"].customer.pk])


def customer_with_family_and_own_fields_of_a_lead(places: dict[str, Place]) -> Asked:
    """A customer with everything at once: its family, fields of our own, what is owed."""
    place = places["own"]
    _full(place)
    _own_fields(place)
    top = make_customer("Norte Group", steward=place.steward)
    for number in range(5):
        make_customer(f"Site {number}", steward=place.steward, parent=place.customer)
    Customer.objects.filter(pk=place.customer.pk).update(parent=top)
    return place.company.lea, reverse("customer", args=[place.customer.pk])


def any_chair(places: dict[str, Place]) -> Asked:
    for place in places.values():
        _full(place)
    return places["own"].company.olga, reverse("any_chair") + "?n=3"


def meeting_decisions(places: dict[str, Place]) -> Asked:
    place = places["own"]
    for number in range(8):
        log_decision(
            person=place.steward, decided=f"Visits {number}", effect="They wait.",
            customer=place.customer if number % 2 else None,
        )  # fmt: skip
    return place.steward, reverse("meeting_decisions") + f"?q=wait&customer={place.customer.pk}"


def meeting_decision_new(places: dict[str, Place]) -> Asked:
    place = places["own"]
    return place.steward, reverse("meeting_decision_new") + f"?customer={place.customer.pk}"


PAGES = [
    any_chair,
    meeting_decisions,
    meeting_decision_new,
    empty_chair,
    empty_chair_of_a_manager,
    customer_with_family_and_own_fields_of_a_lead,
]
