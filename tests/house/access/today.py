"""Today is everybody's own; a promise is kept by who owes it."""

import datetime as dt

from crm import clock
from secrets_manual.actions import make_promise
from tests.house.access import Place, Row, everybody


def promise_owed(place: Place) -> dict[str, object]:
    promise = make_promise(
        person=place.steward,
        customer=place.customer,
        words="Send the plan",
        due_at=clock.now() + dt.timedelta(hours=5),
    )
    return {"pk": promise.pk}


ROWS = [
    Row(name="today", answers=everybody(200)),
    Row(
        name="today_keep",
        method="post",
        kwargs=promise_owed,
        answers={"rep": (302, 404, 404), "else": 404},
    ),
]
