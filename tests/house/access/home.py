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

ROWS = [
    Row(name="brief", kwargs=customer, answers=READERS),
]
