"""The load of service, and what hangs on a ticket from other tickets."""

from django.urls import reverse

from accounts.models import Person
from crm.recovery import actions
from crm.recovery.models import Ticket
from tests.house.access import Place
from tests.people import make_person
from tests.recovery.tickets import open_one

Asked = tuple[Person, str]


def relate(ticket: Ticket, place: Place) -> None:
    """Merge reports into it, link others with it, and leave one that might be merged."""
    kim = place.company.kim
    for number in range(3):
        actions.merge_tickets(person=kim, ticket=ticket, other=open_one(place.company))
        other = open_one(place.company, words=f"The same {number}")
        actions.link_tickets(person=kim, ticket=ticket, other=other.pk, kind="cause")
        actions.link_tickets(person=kim, ticket=other, other=ticket.pk - 1, kind="customer")


def load(places: dict[str, Place]) -> Asked:
    """Several people with languages, causes and work in hand, and tickets passed on by each."""
    place = places["own"]
    for number in range(5):
        person = make_person(f"Hand {number}", "service", team=place.company.service)
        causes = [actions.add_cause(person=None, name=f"Cause {number}{one}") for one in range(3)]
        actions.set_strength(by=person, person=person, languages=["es", "de"], causes=causes)
        for severity in (1, 2, 3):
            open_one(place.company, severity=severity, owner=person)
        passed = open_one(place.company, owner=person)
        actions.pass_on(person=person, ticket=passed, reason="Full")
        actions.assign_owner(person=None, ticket=passed, owner=None)
    return place.company.sara, reverse("load")


def load_person(places: dict[str, Place]) -> Asked:
    place = places["own"]
    load(places)
    return place.company.kim, reverse("load_person", args=[place.company.kim.pk])


PAGES = [load, load_person]
