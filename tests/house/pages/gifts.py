"""Pages of gifts, with enough rows that a query per row would show."""

from django.urls import reverse

from accounts.models import Person
from secrets_manual import actions
from secrets_manual.models import Gift
from tests import people
from tests.house.access import Place
from tests.house.access.gifts import gift_of
from tests.house.pages.imports import Handed, shown_again

Asked = tuple[Person, str]


def _many(place: Place) -> Gift:
    for number in range(20):
        customer = people.make_customer(f"Customer {number}", steward=place.steward)
        contact = people.make_contact(f"Contact {number}", customer)
        gift = actions.record_gift(
            person=place.steward, customer=customer, contact=contact, what=f"Tea {number}",
            value_minor=50_000, ask=True,
        )  # fmt: skip
        actions.decide_gift(person=place.company.olga, gift=gift, approved=True)
        actions.set_gift_policy(
            person=place.company.olga, customer=customer, nothing_at_all=True, source="Code"
        )
    return gift_of(place, 50_000)


def gifts(places: dict[str, Place]) -> Asked:
    _many(places["own"])
    return places["own"].steward, reverse("gifts")


def gifts_of_a_customer(places: dict[str, Place]) -> Asked:
    _many(places["own"])
    return places["own"].company.lea, reverse("gifts") + f"?customer={places['own'].customer.pk}"


def gifts_for_finance(places: dict[str, Place]) -> Asked:
    _many(places["own"])
    return places["own"].company.fin, reverse("gifts") + "?over=yes&q=Tea"


def gifts_csv(places: dict[str, Place]) -> Handed:
    _many(places["own"])
    return shown_again(places["own"].company.fin, reverse("gifts_csv"))


def gift(places: dict[str, Place]) -> Asked:
    row = _many(places["own"])
    return places["own"].company.lea, reverse("gift", args=[row.pk])


def gift_new(places: dict[str, Place]) -> Asked:
    _many(places["own"])
    return places["own"].steward, reverse("gift_new") + f"?contact={places['own'].contact.pk}"


def settings_gifts(places: dict[str, Place]) -> Asked:
    _many(places["own"])
    return places["own"].company.olga, reverse("settings_gifts")


def gift_policy_new(places: dict[str, Place]) -> Asked:
    _many(places["own"])
    return places["own"].company.olga, reverse("gift_policy_new")


PAGES = [
    gifts,
    gifts_of_a_customer,
    gifts_for_finance,
    gifts_csv,
    gift,
    gift_new,
    settings_gifts,
    gift_policy_new,
]
