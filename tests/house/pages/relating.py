"""What is said about a relationship: brief, stay in touch, the map of people."""

from collections.abc import Callable

from django.urls import reverse

from accounts.models import Person
from tests.house.access import Place
from tests.house.pages.secrets_manual import manual_of
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


PAGES: list[Page] = [brief, brief_of_a_director]
