"""Invitations and the company's own page, with enough rows that a query per row would show."""

from django.urls import reverse

from accounts.actions import invitation_url, invite_person
from tests import people
from tests.house.access import Place
from tests.house.pages.accounts import Asked


def invitations(places: dict[str, Place]) -> Asked:
    company = places["own"].company
    for number in range(20):
        person = people.make_person(f"Person {number}", "rep", "lead", team=company.sales)
        invite_person(by=company.ada, person=person)
    return company.ada, reverse("invitations")


def settings_company(places: dict[str, Place]) -> Asked:
    return places["own"].company.olga, reverse("settings_company")


def join(places: dict[str, Place]) -> Asked:
    company = places["own"].company
    row = invite_person(by=company.ada, person=people.make_person("Nia Cole", "rep"))
    return company.dana, invitation_url(str(row.pk))


def second_factor(places: dict[str, Place]) -> Asked:
    return places["own"].company.olga, reverse("second_factor")


PAGES = [invitations, settings_company, join, second_factor]
