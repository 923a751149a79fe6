"""Report cards, with enough rounds and cards that a query per row would show."""

from django.urls import reverse

from accounts.models import Person
from report_cards.models import Card, Round
from tests.house.access import Place
from tests.people import make_contact, make_customer
from tests.report_cards.stories import FIRST_ON, LAST_ON, rate

Asked = tuple[Person, str]


def _answered(place: Place) -> Round:
    for number in range(6):
        customer = make_customer(f"Customer {number}", steward=place.steward)
        rate(make_contact(f"Contact {number}", customer), place.steward, words="Good", promises=4)
    design = Card.objects.all()[0].design
    return [
        Round.objects.create(name=f"R {n}", design=design, first_on=FIRST_ON, last_on=LAST_ON)
        for n in range(3)
    ][-1]


def report_cards(places: dict[str, Place]) -> Asked:
    _answered(places["own"])
    return places["own"].steward, reverse("report_cards")


def report_cards_of_a_manager(places: dict[str, Place]) -> Asked:
    _answered(places["own"])
    return places["own"].company.max, reverse("report_cards")


def report_cards_of_a_director(places: dict[str, Place]) -> Asked:
    _answered(places["own"])
    return places["own"].company.olga, reverse("report_cards")


def round_page(places: dict[str, Place]) -> Asked:
    return places["own"].company.max, reverse("round", args=[_answered(places["own"]).pk])


PAGES = [report_cards, report_cards_of_a_manager, report_cards_of_a_director, round_page]
