"""Cards: the rated person sees pooled figures only; managers all of their team; directors all."""

from uuid import uuid4

from django.core.cache import cache

from report_cards.actions import (
    Answers,
    invite_one,
    plan_round,
    propose_exclusion,
    save_answers,
    submit_card,
)
from report_cards.models import Card, Invitation, Round
from tests.house.access import Place, Row, everybody
from tests.people import make_contact
from tests.report_cards.stories import FIRST_ON, LAST_ON

SALES = "rep lead manager director"


def invited(place: Place) -> tuple[Invitation, str]:
    cache.clear()  # the walk asks oftener than a customer may: 20 times a minute
    contact = make_contact("Somebody else", place.customer)
    row, address = invite_one(person=None, contact=contact, rated=place.steward, by_mail=False)
    return row, address.rstrip("/").rpartition("/")[2]


def token(place: Place) -> dict[str, object]:
    return {"token": invited(place)[1]}


def public_id(place: Place) -> dict[str, object]:
    return {"public_id": invited(place)[0].public_id}


def card(place: Place, *, set_aside: bool = False) -> Card:
    row, _token = invited(place)
    answers = Answers(ratings={"promises": 4})
    if not set_aside:
        save_answers(invitation=row, answers=answers)
    return submit_card(invitation=row, answers=answers, honeypot="http://x" if set_aside else "")


def cell(place: Place) -> dict[str, object]:
    return {"pk": card(place).person_id, "code": "promises"}


def quarantined(place: Place) -> dict[str, object]:
    return {"pk": card(place, set_aside=True).pk}


def a_round(place: Place) -> Round:
    return plan_round(person=None, name=f"Round {uuid4()}", first_on=FIRST_ON, last_on=LAST_ON)


def round_pk(place: Place) -> dict[str, object]:
    return {"pk": a_round(place).pk}


def leave_out(place: Place) -> dict[str, object]:
    return {"pk": a_round(place).pk, "customer_pk": place.customer.pk}


def exclusion(place: Place) -> dict[str, object]:
    proposal = propose_exclusion(
        person=place.steward, this_round=a_round(place), customer=place.customer, reason="Away"
    )
    return {"pk": proposal.pk}


ROWS = [
    Row(name="card", kwargs=token, answers=everybody(302), signed_out=302),
    Row(name="card_stop", kwargs=token, answers=everybody(200), signed_out=200),
    Row(name="card_at", kwargs=public_id, answers=everybody(404), signed_out=404),
    Row(name="card_at_stop", kwargs=public_id, answers=everybody(404), signed_out=404),
    Row(name="card_save", method="post", kwargs=public_id, answers=everybody(404), signed_out=404),
    Row(name="report_cards", answers={SALES: 200, "else": 403}),
    Row(
        name="card_cell",
        kwargs=cell,
        answers={
            "rep lead": 404,
            "manager": (200, 200, 404),
            "director": 200,
            "else": 403,
        },
    ),
    Row(
        name="card_release",
        method="post",
        kwargs=quarantined,
        answers={"manager": (302, 302, 404), "director": 302, "else": 403},
    ),
    Row(name="round_new", answers={"director": 200, "else": 403}),
    Row(name="round", kwargs=round_pk, answers={"manager director": 200, "else": 403}),
    Row(
        name="round_send",
        method="post",
        kwargs=round_pk,
        answers={"director": 302, "else": 403},
    ),
    Row(
        name="exclusion_new",
        kwargs=leave_out,
        answers={
            "rep": (200, 404, 404),
            "lead manager": (200, 200, 404),
            "else": 403,
        },
    ),
    Row(
        name="exclusion_decide",
        method="post",
        kwargs=exclusion,
        answers={"manager": (302, 302, 404), "director": 302, "else": 403},
    ),
]
