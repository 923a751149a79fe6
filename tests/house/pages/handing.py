"""Hand-overs, and the wizard for somebody who leaves with work of every kind."""

from django.urls import reverse

from accounts.actions import offer_customer
from accounts.models import Person
from crm import clock
from tests import people
from tests.house.access import Place

Asked = tuple[Person, str]


def hand_over_new(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("hand_over_new", args=[places["own"].customer.pk])


def hand_over(places: dict[str, Place]) -> Asked:
    place = places["own"]
    row = offer_customer(
        person=place.steward,
        customer=place.customer,
        receiver=place.company.rui,
        from_on=clock.today(),
        must_know="Everything",
    )
    return place.company.rui, reverse("hand_over", args=[row.pk])


def leaving(places: dict[str, Place]) -> Asked:
    place = places["own"]
    for number in range(20):
        people.make_customer(f"Customer {number}", steward=place.steward, keeper=place.steward)
    return place.company.ada, reverse("leaving", args=[place.steward.pk])


PAGES = [hand_over_new, hand_over, leaving]
