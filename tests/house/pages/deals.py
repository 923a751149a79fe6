"""Deals, with enough of them that a query per row would show."""

import datetime as dt
from fractions import Fraction

from django.urls import reverse

from accounts.models import Person
from crm import clock
from crm.deals.actions import (
    add_product,
    move_deal,
    open_deal,
    record_success_definition,
    share_credit,
)
from crm.deals.models import Deal
from tests.house.access import Place
from tests.people import make_contact, make_customer

Asked = tuple[Person, str]


def _deals(place: Place) -> Deal:
    """Twenty deals in every stage, and one with all that may hang on it."""
    products = [add_product(person=None, name=f"Product {number}") for number in range(6)]
    stages = ("discovery", "proposal", "won", "lost")
    for number in range(20):
        customer = make_customer(f"Customer {number}", steward=place.steward)
        row = open_deal(
            person=place.steward, customer=customer, name=f"Deal {number}",
            product=products[number % 6], amount_minor=100 + number,
        )  # fmt: skip
        record_success_definition(
            person=place.steward, deal=row, words="No batch waits", said_on=clock.today()
        )
        if number % 4:
            move_deal(person=place.steward, deal=row, stage="discovery")
            move_deal(
                person=place.steward, deal=row, stage=stages[number % 4],
                amount_minor=100 + number, closed_on=clock.today(), reason="So it went.",
            )  # fmt: skip
    row = open_deal(
        person=place.steward, customer=place.customer, contact=place.contact, name="Line",
        product=products[0], amount_minor=5_000_000,
    )  # fmt: skip
    for number in range(8):
        make_contact(f"Human {number}", place.customer)
    for number in range(4):
        record_success_definition(
            person=place.steward, deal=row, words=f"No batch waits, said {number}",
            contact=place.contact, said_on=dt.date(2026, 11, 1),
        )  # fmt: skip
    halves = {place.steward: Fraction(1, 2), place.company.rui: Fraction(1, 2)}
    share_credit(person=None, deal=row, shares=halves)
    return row


def deals(places: dict[str, Place]) -> Asked:
    _deals(places["own"])
    return places["own"].steward, reverse("deals")


def deals_of_a_lead(places: dict[str, Place]) -> Asked:
    _deals(places["own"])
    return places["own"].company.lea, reverse("deals")


def deals_of_finance(places: dict[str, Place]) -> Asked:
    _deals(places["own"])
    return places["own"].company.fin, reverse("deals")


def deal_new(places: dict[str, Place]) -> Asked:
    _deals(places["own"])
    return places["own"].steward, reverse("deal_new")


def deal(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("deal", args=[_deals(places["own"]).pk])


def deal_of_a_manager(places: dict[str, Place]) -> Asked:
    return places["own"].company.max, reverse("deal", args=[_deals(places["own"]).pk])


PAGES = [deals, deals_of_a_lead, deals_of_finance, deal_new, deal, deal_of_a_manager]
