"""Figures of recovery, over causes, cases and breaches enough to show a query per row."""

from django.urls import reverse

from accounts.models import Person
from crm import clock
from crm.recovery import actions
from tests.house.access import Place
from tests.house.pages.imports import Handed, shown_again
from tests.house.pages.recovery import reopened
from tests.recovery.tickets import hours, open_one

Asked = tuple[Person, str]


def _counted(place: Place) -> None:
    kim = place.company.kim
    ticket = reopened(place)
    actions.finish_lesson(person=kim, cycle=ticket.cycles.get(number=1))
    for number in range(8):
        cause = actions.add_cause(person=None, name=f"Cause {number}")
        late = open_one(place.company, reported_at=clock.now() - hours(30), owner=kim)
        actions.set_cause(person=kim, ticket=late, cause=cause)
    actions.climb_ladders()


def figures(places: dict[str, Place]) -> Asked:
    _counted(places["own"])
    return places["own"].company.max, reverse("figures")


def figure_cases(places: dict[str, Place]) -> Asked:
    _counted(places["own"])
    return places["own"].company.max, f"{reverse('figure_cases')}?of=all&by=person"


def figures_csv(places: dict[str, Place]) -> Handed:
    _counted(places["own"])
    return shown_again(places["own"].company.max, reverse("figures_csv"))


PAGES = [figures, figure_cases, figures_csv]
