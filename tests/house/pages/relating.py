"""What is said about a relationship: brief, stay in touch, the map of people."""

from collections.abc import Callable

from django.urls import reverse

from accounts.actions import pause_customer
from accounts.models import Person
from tests.home.test_health import talked
from tests.house.access import Place
from tests.house.pages.secrets_manual import manual_of
from tests.people import make_contact, make_customer
from tests.recovery.tickets import open_one

Asked = tuple[Person, str]
Page = Callable[[dict[str, Place]], Asked]


def _furnished(place: Place) -> None:
    """Secrets, talks, promises and mishaps, with many contacts."""
    for secret in manual_of(place):
        secret.uses = ["brief"]
        if secret.state == "kept":
            secret.save(update_fields=["uses"])
    for _number in range(4):
        open_one(place.company, customer=place.customer, contact=place.contact)


def brief(places: dict[str, Place]) -> Asked:
    place = places["own"]
    _furnished(place)
    return place.steward, reverse("brief", args=[place.customer.pk])


def brief_of_a_director(places: dict[str, Place]) -> Asked:
    place = places["own"]
    _furnished(place)
    return place.company.olga, f"{reverse('brief', args=[place.customer.pk])}?contact=1"


def _many_due(place: Place) -> None:
    """Customers with a rhythm that is over, without one, and left in peace."""
    for number in range(12):
        customer = make_customer(f"Due {number}", steward=place.steward)
        contact = make_contact(f"Due contact {number}", customer)
        if number % 3:
            talked(contact, place.steward, 98, 70, 42 + number)
        if number % 4 == 0:
            pause_customer(
                person=place.steward, customer=customer, kind="not_a_fit", reason="Too small"
            )


def in_touch(places: dict[str, Place]) -> Asked:
    _many_due(places["own"])
    return places["own"].steward, reverse("in_touch")


def in_touch_of_a_manager(places: dict[str, Place]) -> Asked:
    _many_due(places["own"])
    return places["own"].company.max, reverse("in_touch")


def in_touch_of_a_director(places: dict[str, Place]) -> Asked:
    _many_due(places["own"])
    return places["own"].company.olga, reverse("in_touch")


def in_touch_pause(places: dict[str, Place]) -> Asked:
    place = places["own"]
    return place.steward, reverse("in_touch_pause", args=[place.customer.pk])


def today_with_cold_ones(places: dict[str, Place]) -> Asked:
    _many_due(places["own"])
    return places["own"].steward, reverse("today")


PAGES: list[Page] = [
    brief,
    brief_of_a_director,
    in_touch,
    in_touch_of_a_manager,
    in_touch_of_a_director,
    in_touch_pause,
    today_with_cold_ones,
]
