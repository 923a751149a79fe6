"""Pages about letters: those that wait, the saved replies, and one with them above it."""

from django.urls import reverse

from accounts.models import Person
from crm.recovery import actions
from tests.house.access import Place
from tests.house.pages.recovery import Asked, ticket_of_service, waiting


def _saved(place: Place) -> Person:
    kim = place.company.kim
    for number in range(6):
        for who, is_ours in ((place.company.lea, True), (kim, False)):
            actions.save_reply(
                person=who, title=f"We come {number}", words="{first_name}, {me}", is_ours=is_ours
            )
    return kim


def replies(places: dict[str, Place]) -> Asked:
    return _saved(places["own"]), reverse("replies")


def reply_edit(places: dict[str, Place]) -> Asked:
    kim = _saved(places["own"])
    return kim, reverse("reply_edit", args=[kim.saved_replies.earliest("pk").pk])


def letter(places: dict[str, Place]) -> Asked:
    _saved(places["own"])
    kim, ticket = ticket_of_service(places)
    return kim, f"{ticket}reply/"


def triage(places: dict[str, Place]) -> Asked:
    waiting(places["own"])
    return places["own"].company.kim, reverse("triage")


def triage_mail(places: dict[str, Place]) -> Asked:
    kim, _ticket = ticket_of_service(places)
    return kim, reverse("triage_mail", args=[waiting(places["own"])[0].pk])


PAGES = [triage, triage_mail, replies, reply_edit, letter]
