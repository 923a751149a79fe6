"""Report cards, with enough rounds and cards that a query per row would show."""

from django.urls import reverse

from accounts.models import Customer, Person
from report_cards.actions import Answers, draw_round, plan_round, propose_exclusion, submit_card
from report_cards.models import Card, Exclusion, Round
from tests.house.access import Place
from tests.people import make_contact, make_customer
from tests.report_cards.stories import FIRST_ON, LAST_ON, ask, rate

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


def _drawn(place: Place) -> int:
    """Draw a round of many customers, of whom some are proposed to be left out."""
    _answered(place)
    for number in range(12):
        customer = make_customer(f"Drawn {number}", steward=place.steward)
        make_contact(f"Drawn contact {number}", customer)
    this_round = plan_round(person=None, name="Drawn", first_on=FIRST_ON, last_on=LAST_ON)
    for customer in Customer.objects.filter(name__startswith="Drawn")[:5]:
        propose_exclusion(
            person=place.steward, this_round=this_round, customer=customer, reason="Away"
        )
    draw_round(person=place.company.olga, this_round=this_round)
    return this_round.pk


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


def report_cards_of_a_lead(places: dict[str, Place]) -> Asked:
    _answered(places["own"])
    return places["own"].company.lea, reverse("report_cards")


def round_of_a_manager(places: dict[str, Place]) -> Asked:
    return places["own"].company.max, reverse("round", args=[_drawn(places["own"])])


def round_of_a_director(places: dict[str, Place]) -> Asked:
    return places["own"].company.olga, reverse("round", args=[_drawn(places["own"])])


def round_new(places: dict[str, Place]) -> Asked:
    _answered(places["own"])
    return places["own"].company.olga, reverse("round_new")


def exclusion_new(places: dict[str, Place]) -> Asked:
    place = places["own"]
    drawn = _drawn(place)
    Exclusion.objects.filter(customer=place.customer).delete()
    return place.steward, reverse("exclusion_new", args=[drawn, place.customer.pk])


def card_cell(places: dict[str, Place]) -> Asked:
    place = places["own"]
    _answered(place)
    return place.company.max, reverse("card_cell", args=[place.steward.pk, "promises"])


def card_at(places: dict[str, Place]) -> tuple[Person, str, str]:
    """The card itself; the browser has followed its link before."""
    invitation, link = ask(places["own"].contact, places["own"].steward)
    return places["own"].steward, reverse("card_at", args=[invitation.public_id]), link


def card_at_thanking(places: dict[str, Place]) -> tuple[Person, str, str]:
    place = places["own"]
    invitation, link = ask(place.contact, place.steward)
    answers = Answers(ratings={"promises": 4, "listening": 5}, words="Good")
    submit_card(invitation=invitation, answers=answers)
    return place.steward, reverse("card_at", args=[invitation.public_id]), link


def card_at_stop(places: dict[str, Place]) -> tuple[Person, str, str]:
    invitation, link = ask(places["own"].contact, places["own"].steward)
    return places["own"].steward, reverse("card_at_stop", args=[invitation.public_id]), link


def card_stop(places: dict[str, Place]) -> Asked:
    _invitation, link = ask(places["own"].contact, places["own"].steward)
    return places["own"].steward, f"{link}stop/"


PAGES = [
    report_cards,
    report_cards_of_a_manager,
    report_cards_of_a_director,
    report_cards_of_a_lead,
    round_page,
    round_of_a_manager,
    round_of_a_director,
    round_new,
    exclusion_new,
    card_cell,
    card_at,
    card_at_thanking,
    card_at_stop,
    card_stop,
]
