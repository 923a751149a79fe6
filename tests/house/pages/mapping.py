"""The map of a customer's people, with many of them and everything said of each."""

from django.urls import reverse

from accounts.models import DecisionStep, Person
from crm import clock
from crm.home.actions.deciding import add_alternative, add_step
from crm.home.actions.knowing import say_one_knows
from crm.home.actions.mapping import place_contact, state_role, state_trust
from tests.home.test_health import talked
from tests.house.access import Place
from tests.house.pages.chair import _full
from tests.people import make_contact

Asked = tuple[Person, str]


def _mapped(place: Place) -> None:
    """Give the place's customer eight people, each with a place, a part, trust and talks."""
    steward, above = place.steward, place.contact
    for number in range(8):
        contact = make_contact(f"Reports {number}", place.customer)
        place_contact(person=steward, contact=contact, level="team", reports_to=above)
        state_role(
            person=steward, contact=contact, role="uses", how_known="told", words="I use it.",
            known_on=clock.today(),
        )  # fmt: skip
        state_trust(
            person=steward, contact=contact, trusted=above, words="I ask her.",
            known_on=clock.today(),
        )  # fmt: skip
        say_one_knows(person=place.company.max, contact=contact, words="From the fair")
        talked(contact, steward, 5 + number)
        add_step(
            person=steward,
            customer=place.customer,
            words=f"Step {number}",
            owner=contact,
        )
        add_alternative(
            person=steward, customer=place.customer, kind="own", words=f"Plan {number}",
            heard_on=clock.today(), contact=contact,
        )  # fmt: skip
        above = contact if number % 3 == 0 else above


def people_map(places: dict[str, Place]) -> Asked:
    _mapped(places["own"])
    return places["own"].steward, reverse("people_map", args=[places["own"].customer.pk])


def contact_place(places: dict[str, Place]) -> Asked:
    _mapped(places["own"])
    return places["own"].steward, reverse("contact_place", args=[places["own"].contact.pk])


def step_edit(places: dict[str, Place]) -> Asked:
    _mapped(places["own"])
    step = DecisionStep.objects.earliest("pk")
    return places["own"].steward, reverse("step_edit", args=[step.pk])


def customer_with_a_map(places: dict[str, Place]) -> Asked:
    _full(places["own"])
    _mapped(places["own"])
    return places["own"].steward, reverse("customer", args=[places["own"].customer.pk])


def contact_with_a_map(places: dict[str, Place]) -> Asked:
    _full(places["own"])
    _mapped(places["own"])
    return places["own"].company.lea, reverse("contact", args=[places["own"].contact.pk])


def brief_with_a_map(places: dict[str, Place]) -> Asked:
    _full(places["own"])
    _mapped(places["own"])
    return places["own"].steward, reverse("brief", args=[places["own"].customer.pk])


PAGES = [
    people_map,
    contact_place,
    step_edit,
    customer_with_a_map,
    contact_with_a_map,
    brief_with_a_map,
]
