"""The API of promises and commitments."""

import datetime as dt

from crm import clock
from secrets_manual import actions as manual
from secrets_manual.models import Promise
from tests.house.access import Place
from tests.house.access.api import SEEN, about, body, listed, made, read, written


def promise(place: Place) -> dict[str, object]:
    row = manual.make_promise(
        person=place.steward,
        customer=place.customer,
        words="The drawings.",
        due_at=clock.now() + dt.timedelta(days=2),
    )
    return {"pk": row.pk}


def kept_promise(place: Place) -> dict[str, object]:
    row = Promise.objects.get(**promise(place))
    return {"pk": manual.keep_promise(person=place.steward, promise=row).pk}


def commitment(place: Place) -> dict[str, object]:
    row = manual.make_commitment(
        person=place.steward,
        customer=place.customer,
        words="The floor plan.",
        due_at=clock.now() + dt.timedelta(days=2),
    )
    return {"pk": row.pk}


def colleague(place: Place) -> dict[str, object]:
    return {"owner": str(place.company.kim.pk)}


def a_promise(place: Place) -> dict[str, object]:
    due_at = (clock.now() + dt.timedelta(days=2)).isoformat()
    return about(place) | {"words": "The drawings.", "due_at": due_at}


ROWS = [
    listed("promises"),
    made(
        "promises",
        a_promise,
        {
            "rep": (201, 400, 400),
            "lead manager": (201, 201, 400),
            "service director": 201,
            "else": 403,
        },
    ),
    read("promises", promise, {**SEEN, "else": 404}),
    written("promises-keep", promise, {**SEEN, "director": 403, "else": 404}),
    written(
        "promises-detail",
        promise,
        {**SEEN, "director": 403, "else": 404},
        body(words="The plans."),
        method="patch",
    ),
    written("promises-break", promise, {**SEEN, "director": 403, "else": 404}, body(reason="No.")),
    written("promises-reopen", kept_promise, {**SEEN, "director": 403, "else": 404}),
    written("promises-hand-over", promise, {**SEEN, "director": 403, "else": 404}, colleague),
    written("promises-heard", promise, {**SEEN, "director": 403, "else": 404}, body(says="late")),
    listed("commitments"),
    made(
        "commitments",
        a_promise,
        {
            "rep": (201, 400, 400),
            "lead manager": (201, 201, 400),
            "service director": 201,
            "else": 403,
        },
    ),
    read("commitments", commitment, {**SEEN, "else": 404}),
    written("commitments-came", commitment, {**SEEN, "director": 403, "else": 404}),
    written("commitments-missed", commitment, {**SEEN, "director": 403, "else": 404}),
    written("commitments-reopen", commitment, {**SEEN, "director": 403, "else": 404}),
]
