"""Where customers tell of a mishap and read how it stands, with all that may stand there."""

from django.urls import reverse

from accounts.actions import mishap_url
from accounts.models import Person
from crm import clock
from crm.deals.models import Deal, Product
from crm.recovery import actions
from tests.house.access import Place
from tests.house.pages.recovery import lively

Asked = tuple[Person, str]


def oops(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("oops")


def oops_own(places: dict[str, Place]) -> Asked:
    place = places["own"]
    for number in range(6):
        product = Product.objects.create(name=f"Steriliser {number}")
        won = {"stage": "won", "amount_minor": 1, "closed_on": clock.today()}
        Deal.objects.create(customer=place.customer, owner=place.steward, product=product, **won)
    return place.steward, mishap_url(place.contact).partition("8000")[2]


def oops_at(places: dict[str, Place]) -> Asked:
    place = places["own"]
    ticket = lively(place)
    actions.write_standing(
        person=place.company.kim,
        ticket=ticket,
        understood_words="Two sterilisers cannot be closed.",
        done_words="New gaskets are on their way.",
    )
    token = actions.standing_token(ticket, place.contact)
    return place.steward, reverse("oops_at", args=[token])


PAGES = [oops, oops_own, oops_at]
