"""Deals: the steward writes, leads and managers with a reason, finance and director read."""

from collections.abc import Callable

from crm.deals.actions import open_deal
from tests.house.access import Place, Row


def deal(place: Place) -> dict[str, object]:
    return {
        "pk": open_deal(person=None, customer=place.customer, owner=place.steward, name="CT").pk
    }


def body(**fields: object) -> Callable[[Place], dict[str, object]]:
    return lambda _place: dict(fields)


SEES = {
    "rep": (200, 404, 404),
    "lead manager": (200, 200, 404),
    "director finance": 200,
    "else": 404,
}
READERS = "rep lead manager director finance"
MOVED = body(stage="discovery", version=1)
SAID = body(words="No batch waits.", said_on="2026-11-01")
ROWS = [
    Row(name="deals", answers={READERS: 200, "else": 403}),
    Row(name="deal_new", answers={"rep": 200, "else": 403}),
    Row(name="deal", kwargs=deal, answers=SEES),
    Row(
        name="deal_move",
        method="post",
        kwargs=deal,
        body=MOVED,
        answers={
            "rep": (302, 404, 404),
            "lead manager": (422, 422, 404),
            "director finance": 403,
            "else": 404,
        },
    ),
    Row(
        name="deal_success",
        method="post",
        kwargs=deal,
        body=SAID,
        answers={
            "rep": (302, 404, 404),
            "lead manager": (422, 422, 404),
            "director finance": 403,
            "else": 404,
        },
    ),
    Row(name="api-deals-list", api=True, answers={"else": 200}),
    Row(name="api-deals-detail", api=True, kwargs=deal, answers=SEES),
    Row(
        name="api-deals-move",
        api=True,
        method="post",
        kwargs=deal,
        body=body(stage="discovery"),
        answers={
            "rep": (200, 404, 404),
            "lead manager": (400, 400, 404),
            "director finance": 403,
            "else": 404,
        },
    ),
    Row(name="api-deals-success", api=True, kwargs=deal, answers=SEES),
]
