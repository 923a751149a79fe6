"""Pages that look across the apps about one customer."""

from tests.house.access import Place, Row


def customer(place: Place) -> dict[str, object]:
    return {"pk": place.customer.pk}


READERS = {
    "rep": (200, 404, 404),
    "lead manager": (200, 200, 404),
    "director": 200,
    "else": 404,
}


def talked(_place: Place) -> dict[str, object]:
    return {"started_by": "them", "contact": ""}


def reason(_place: Place) -> dict[str, object]:
    return {"reason": "On leave", "until_on": "2031-03-01"}


MINDERS = {
    "rep": (302, 404, 404),
    "lead manager": (302, 302, 404),
    "director": 403,
    "else": 404,
}
ROWS = [
    Row(name="brief", kwargs=customer, answers=READERS),
    Row(name="empty_chair", kwargs=customer, answers=READERS),
    Row(name="in_touch", answers={"rep lead manager director": 200, "else": 403}),
    Row(
        name="in_touch_talk",
        method="post",
        kwargs=customer,
        body=talked,
        answers={
            "rep": (302, 404, 404),
            "lead manager": (403, 403, 404),
            "director": 403,
            "else": 404,
        },
    ),
    Row(
        name="in_touch_pause",
        kwargs=customer,
        answers={
            "rep": (200, 404, 404),
            "lead manager": (200, 200, 404),
            "director": 403,
            "else": 404,
        },
    ),
    Row(name="in_touch_pause", method="post", kwargs=customer, body=reason, answers=MINDERS),
    Row(name="in_touch_resume", method="post", kwargs=customer, answers=MINDERS),
]
