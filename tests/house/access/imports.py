"""The import wizard: one's own imports; directors look at all of them and may undo them."""

from accounts.actions import begin_batch, choose_columns, order_writing
from accounts.actions.batches import finish_writing, keep_check
from accounts.actions.bulk import Outcome
from accounts.models import ImportBatch
from tests.house.access import Answer, Place, Row

NOBODY = "marketing privacy finance"
OWN: dict[str, Answer] = {"rep": (200, 404, 404), "director": 200, NOBODY: 403, "else": 404}


def sent_batch(place: Place) -> ImportBatch:
    return begin_batch(
        person=place.steward,
        kind="customers",
        file_name="customers.csv",
        content=b"name,sector\nAlpha,Toys\n",
        columns=("name", "sector"),
        mapping={"name": "name"},
    )


def checked_batch(place: Place) -> ImportBatch:
    batch = choose_columns(batch=sent_batch(place), mapping={"name": "name"})
    return keep_check(batch=batch, read=1, outcome=Outcome(created=1), cells={})


def written_batch(place: Place) -> ImportBatch:
    batch = order_writing(by=place.steward, batch=checked_batch(place), all_or_nothing=False)
    finish_writing(batch=batch)
    return batch


def sent(place: Place) -> dict[str, object]:
    return {"pk": sent_batch(place).pk}


def checked(place: Place) -> dict[str, object]:
    return {"pk": checked_batch(place).pk}


def written(place: Place) -> dict[str, object]:
    return {"pk": written_batch(place).pk}


def name_column(place: Place) -> dict[str, object]:
    return {"column_0": "name"}


def good_rows(place: Place) -> dict[str, object]:
    return {"how": "good"}


def contact(place: Place) -> dict[str, object]:
    return {"pk": place.contact.pk}


def customer(place: Place) -> dict[str, object]:
    return {"pk": place.customer.pk}


def customers_file(place: Place) -> dict[str, object]:
    return {"kind": "customers"}


def secrets_file(place: Place) -> dict[str, object]:
    return {"kind": "secrets"}


READERS: dict[str, Answer] = {
    "rep": (200, 404, 404),
    "lead manager": (200, 200, 404),
    "service director": 200,
}

ROWS = [
    Row(name="contact_card", kwargs=contact, answers=READERS | {"else": 404}),
    Row(
        name="customer_cards",
        kwargs=customer,
        answers=READERS | {"marketing finance": 403, "else": 404},
    ),
    Row(name="customers_cards", answers={"privacy admin": 403, "else": 200}),
    Row(name="export_csv", kwargs=customers_file, answers={"privacy admin": 403, "else": 200}),
    Row(name="export_csv", kwargs=secrets_file, answers={"else": 404}),
    Row(name="imports", answers={NOBODY: 403, "else": 200}),
    Row(name="imports", method="post", answers={NOBODY: 403, "else": 422}),
    Row(name="import_columns", kwargs=sent, answers=OWN),
    Row(
        name="import_columns",
        method="post",
        kwargs=sent,
        body=name_column,
        answers=OWN | {"rep": (302, 404, 404), "director": 302},
    ),
    Row(name="import_batch", kwargs=checked, answers=OWN),
    Row(name="import_refused", kwargs=checked, answers=OWN),
    Row(
        name="import_write",
        method="post",
        kwargs=checked,
        body=good_rows,
        answers=OWN | {"rep": (302, 404, 404), "director": 403},
    ),
    Row(
        name="import_undo",
        method="post",
        kwargs=written,
        answers=OWN | {"rep": (302, 404, 404), "director": 302},
    ),
]
