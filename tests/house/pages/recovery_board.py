"""The board, its table, the page that changes many, and what was recovered lately."""

from urllib.parse import urlencode

from django.urls import reverse

from crm.recovery import actions
from crm.recovery.models import Ticket
from tests.house.access import Place
from tests.house.pages.recovery import Asked, crowd, lively, reopened, waiting
from tests.people import make_customer
from tests.recovery.tickets import surprised


def board(places: dict[str, Place]) -> Asked:
    waiting(places["own"])
    crowd(places["own"])
    lively(places["own"])
    return places["own"].company.kim, reverse("board")


def board_of_a_steward(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("board")


def board_of_a_lead(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].company.lea, f"{reverse('board')}?layout=table&sort=-owner&q=Customer"


def board_bulk(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    picked = urlencode([("pick", pk) for pk in Ticket.objects.values_list("pk", flat=True)])
    return places["own"].company.kim, f"{reverse('board_bulk')}?{picked}"


def recovered(places: dict[str, Place]) -> Asked:
    place = places["own"]
    for number in range(5):
        customer = make_customer(f"Customer {number}", steward=place.steward)
        ticket = surprised(place.company, customer=customer, owner=place.company.kim)
        actions.recover(person=place.company.kim, ticket=ticket)
    reopened(place)
    return place.steward, reverse("recovered")


PAGES = [board, board_of_a_steward, board_of_a_lead, board_bulk, recovered]
