"""The map of people of a customer, and how it decides."""

from accounts.models import Acquaintance, Alternative, DecisionStep
from crm import clock
from crm.home.actions.deciding import add_alternative, add_step
from crm.home.actions.mapping import state_role, state_trust
from tests.house.access import Place, Row
from tests.house.access.home import READERS, customer
from tests.people import make_contact

WRITERS = {
    "rep": (302, 404, 404),
    "lead manager": (403, 403, 404),
    "director": 403,
    "else": 404,
}
REFUSED = {
    "rep": (422, 404, 404),
    "lead manager": (403, 403, 404),
    "director": 403,
    "else": 404,
}
SAYING = {
    "rep": (302, 404, 404),
    "lead manager": (302, 302, 404),
    "director": 302,
    "else": 404,
}


def contact(place: Place) -> dict[str, object]:
    return {"pk": place.contact.pk}


def role(place: Place) -> dict[str, object]:
    there = place.contact.roles.first()
    row = there or state_role(
        person=place.steward, contact=place.contact, role="decides", how_known="told",
        known_on=clock.today(), words="I decide.",
    )  # fmt: skip
    return {"pk": row.pk}


def trust(place: Place) -> dict[str, object]:
    there = place.contact.trusts.first()
    row = there or state_trust(
        person=place.steward, contact=place.contact, words="I ask him first.",
        trusted=make_contact("Somebody", place.customer), known_on=clock.today(),
    )  # fmt: skip
    return {"pk": row.pk}


def step(place: Place) -> dict[str, object]:
    there = DecisionStep.objects.filter(customer=place.customer).first()
    row = there or add_step(person=place.steward, customer=place.customer, words="The board")
    return {"pk": row.pk}


def alternative(place: Place) -> dict[str, object]:
    there = Alternative.objects.filter(customer=place.customer).first()
    row = there or add_alternative(
        person=place.steward, customer=place.customer, kind="nothing", words="We wait.",
        heard_on=clock.today(),
    )  # fmt: skip
    return {"pk": row.pk}


def told(_place: Place) -> dict[str, object]:
    return {"role": "uses", "how_known": "told", "words": "I use it.", "known_on": "2026-01-05"}


def listens(place: Place) -> dict[str, object]:
    whom = make_contact("Whom they ask", place.customer)
    return {"trusted": whom.pk, "words": "I ask him first.", "known_on": "2026-01-05"}


def words(_place: Place) -> dict[str, object]:
    return {"words": "The board hears it", "kind": "own", "heard_on": "2026-01-05"}


def knows(place: Place) -> dict[str, object]:
    Acquaintance.objects.filter(contact=place.contact).delete()
    return {"words": "From the fair"}


def done(_place: Place) -> dict[str, object]:
    return {"act": "done"}


MEETING = {"rep service lead manager director": 200, "else": 403}


def decided(_place: Place) -> dict[str, object]:
    return {"decided": "No visits in December", "effect": "They wait longer."}


ROWS = [
    Row(name="any_chair", answers=MEETING),
    Row(name="meeting_decisions", answers=MEETING),
    Row(name="meeting_decision_new", answers=MEETING),
    Row(
        name="meeting_decision_new",
        method="post",
        body=decided,
        answers={"rep service lead manager director": 302, "else": 403},
    ),
    Row(name="people_map", kwargs=customer, answers=READERS),
    Row(name="contact_place", kwargs=contact, answers=READERS),
    Row(name="contact_place", method="post", kwargs=contact, answers=WRITERS),
    Row(name="contact_role_add", method="post", kwargs=contact, body=told, answers=WRITERS),
    Row(name="contact_role_add", method="post", kwargs=contact, answers=REFUSED),
    Row(name="contact_role_remove", method="post", kwargs=role, answers=WRITERS),
    Row(name="contact_trust_add", method="post", kwargs=contact, body=listens, answers=WRITERS),
    Row(name="contact_trust_remove", method="post", kwargs=trust, answers=WRITERS),
    Row(name="contact_known", method="post", kwargs=contact, body=knows, answers=SAYING),
    Row(name="step_add", method="post", kwargs=customer, body=words, answers=WRITERS),
    Row(name="step_edit", kwargs=step, answers=REFUSED | {"rep": (200, 404, 404)}),
    Row(name="step_edit", method="post", kwargs=step, body=words, answers=WRITERS),
    Row(name="step_act", method="post", kwargs=step, body=done, answers=WRITERS),
    Row(name="alternative_add", method="post", kwargs=customer, body=words, answers=WRITERS),
    Row(name="alternative_remove", method="post", kwargs=alternative, answers=WRITERS),
]
