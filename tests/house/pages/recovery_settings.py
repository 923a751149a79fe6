"""Settings of recovery, with versions, levels and past tickets enough to show a query per row."""

import datetime as dt

from django.urls import reverse

from accounts.models import Person
from crm import clock
from crm.recovery import actions
from crm.recovery.models import Cause, Cycle
from crm.recovery.rules import DEFAULT_POLICY
from tests.house.access import Place
from tests.house.pages.recovery import reopened
from tests.recovery.tickets import open_one

Asked = tuple[Person, str]


def _versions(place: Place) -> None:
    for number in range(6):
        actions.set_policy(
            person=place.company.olga,
            severity=1 + number % 3,
            policy=DEFAULT_POLICY,
            effective_from=clock.now() + dt.timedelta(days=1 + number),
        )


def settings_recovery(places: dict[str, Place]) -> Asked:
    _versions(places["own"])
    return places["own"].company.sara, reverse("settings_recovery")


def settings_recovery_of_a_rep(places: dict[str, Place]) -> Asked:
    _versions(places["own"])
    return places["own"].steward, reverse("settings_recovery")


def ladder_edit(places: dict[str, Place]) -> Asked:
    """A ticket that was opened twice is played over, with many to choose from."""
    place = places["own"]
    for _one in range(4):
        ticket = open_one(place.company)
        actions.lose(person=place.company.kim, ticket=ticket, reason="They had enough.")
    ticket = reopened(place)
    actions.lose(person=place.company.kim, ticket=ticket, reason="They had enough.")
    return place.company.sara, f"{reverse('ladder_edit', args=[2])}?ticket={ticket.pk}"


def _learnt(place: Place) -> Cause:
    """Twelve tickets of one cause, each with a lesson, half of them carried out."""
    kim = place.company.kim
    cause = actions.add_cause(person=None, name="Packed wrongly")
    for number in range(8):
        actions.add_cause(person=None, name=f"Cause {number}")
    for number in range(12):
        ticket = actions.set_cause(person=kim, ticket=open_one(place.company), cause=cause)
        actions.learn_lesson(
            person=kim, ticket=ticket, change=f"Change {number}", owner=kim, by_on=clock.today()
        )
        if number % 2:
            actions.finish_lesson(person=kim, cycle=Cycle.objects.get(ticket=ticket))
    for number in range(5):
        said = f"Said so {number}"
        actions.set_cause(person=kim, ticket=open_one(place.company), cause=None, words=said)
    return cause


def causes(places: dict[str, Place]) -> Asked:
    _learnt(places["own"])
    return places["own"].company.olga, reverse("causes")


def cause(places: dict[str, Place]) -> Asked:
    found = _learnt(places["own"])
    return places["own"].company.olga, reverse("cause", args=[found.pk])


def lessons(places: dict[str, Place]) -> Asked:
    _learnt(places["own"])
    return places["own"].steward, reverse("lessons")


def lessons_done(places: dict[str, Place]) -> Asked:
    _learnt(places["own"])
    return places["own"].company.kim, f"{reverse('lessons')}?show=done"


def _planned(place: Place) -> None:
    begins = clock.now()
    for number in range(8):
        begins += dt.timedelta(days=1)
        actions.plan_on_call(
            by=None,
            team=place.company.service,
            person=place.company.kim if number % 2 else place.company.sara,
            from_at=begins,
            until_at=begins + dt.timedelta(days=1),
        )
        actions.add_holiday(by=None, on=begins.date(), name=f"Day {number}")


def rota(places: dict[str, Place]) -> Asked:
    _planned(places["own"])
    return places["own"].company.sara, reverse("rota")


PAGES = [
    settings_recovery,
    settings_recovery_of_a_rep,
    ladder_edit,
    causes,
    cause,
    lessons,
    lessons_done,
    rota,
]
