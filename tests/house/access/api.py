"""The API: the same rights as the pages, with a token in place of a session."""

import datetime as dt
from collections.abc import Callable, Mapping

from crm import clock
from crm.recovery import actions as recovery
from crm.recovery.models import Ticket
from secrets_manual import actions as manual
from tests.house.access import Answer, Place, Row, everybody

TOLD = {
    "text": "She coaches a youth rowing team.",
    "kind": "recreation",
    "layer": "secret",
    "provenance": "told_us",
    "glad": "yes",
}
Body = Callable[[Place], dict[str, object]]


def body(**fields: object) -> Body:
    return lambda _place: dict(fields)


def customer(place: Place) -> dict[str, object]:
    return {"pk": place.customer.pk}


def contact(place: Place) -> dict[str, object]:
    return {"pk": place.contact.pk}


def secret(place: Place) -> dict[str, object]:
    row = manual.record_secret(
        person=place.steward, customer=place.customer, contact=place.contact, **TOLD
    )
    return {"pk": row.pk}


def draft(place: Place) -> dict[str, object]:
    row = manual.record_secret(
        person=place.steward,
        customer=place.customer,
        contact=place.contact,
        **TOLD | {"glad": "probably"},
    )
    return {"pk": row.pk}


def conversation(place: Place) -> dict[str, object]:
    row = manual.hold_conversation(
        person=place.steward, customer=place.customer, contact=place.contact
    )
    return {"pk": row.pk}


def ticket(place: Place) -> dict[str, object]:
    return {"pk": _opened(place).pk}


def closed_ticket(place: Place) -> dict[str, object]:
    row = _opened(place)
    recovery.lose(person=None, ticket=row, reason="They left.")
    return {"pk": row.pk}


def _opened(place: Place) -> Ticket:
    return recovery.open_ticket(
        person=None,
        customer=place.customer,
        contact=place.contact,
        words="No gaskets.",
        severity=1,
        channel="phone",
    )


def about(place: Place) -> dict[str, object]:
    return {"customer": str(place.customer.pk)}


def a_contact(place: Place) -> dict[str, object]:
    return about(place) | {"name": "Sol Ruiz"}


def a_secret(place: Place) -> dict[str, object]:
    return {"contact": str(place.contact.pk), **TOLD}


def a_ticket(place: Place) -> dict[str, object]:
    return about(place) | {"words": "No gaskets.", "severity": 1, "channel": "phone"}


def an_appointment(place: Place) -> dict[str, object]:
    until = (clock.now() + dt.timedelta(days=2)).isoformat()
    return {"until": until, "words": "After the audit.", "contact": place.contact.name}


def listed(name: str) -> Row:
    return Row(name=f"api-{name}-list", api=True, answers=everybody(200))


def read(name: str, thing: Body, answers: Mapping[str, Answer]) -> Row:
    return Row(name=f"api-{name}-detail", api=True, kwargs=thing, answers=answers)


def made(name: str, sent: Body, answers: Mapping[str, Answer]) -> Row:
    return Row(name=f"api-{name}-list", api=True, method="post", body=sent, answers=answers)


def written(
    name: str, thing: Body, answers: Mapping[str, Answer], sent: Body | None = None, *,
    method: str = "post",
) -> Row:  # fmt: skip
    return Row(
        name=f"api-{name}",
        api=True,
        method=method,
        kwargs=thing,
        body=sent or body(),
        answers=answers,
    )


SEEN = {"rep": (200, 404, 404), "lead manager": (200, 200, 404), "director": 200}
CHANGED = {"rep": (200, 404, 404), "lead manager": (403, 403, 404), "director": 403}
KEPT = {"rep": (201, 400, 400), "lead manager": (403, 403, 400), "director": 403}
NAMED = {"service marketing finance": 403, "else": 400}
STEP = {**CHANGED, "rep": (403, 404, 404), "service": 200, "else": 404}
SEES_TICKET = {**SEEN, "service": 200, "else": 404}
ROWS = [
    Row(
        name="api-nowhere",
        api=True,
        kwargs=lambda _place: {"rest": "x"},
        answers=everybody(404),
        signed_out=404,
    ),
    listed("customers"),
    made("customers", body(name="Orsa"), {"rep lead manager director": 201, "else": 403}),
    read(
        "customers",
        customer,
        {**SEEN, "service": 200, "marketing finance": 403, "else": 404},
    ),
    written(
        "customers-detail",
        customer,
        {**CHANGED, "service marketing finance": 403, "else": 404},
        body(sector="food"),
        method="patch",
    ),
    listed("contacts"),
    made("contacts", a_contact, {**KEPT, **NAMED}),
    read("contacts", contact, {**SEEN, "service": 200, "else": 404}),
    written(
        "contacts-detail",
        contact,
        {**CHANGED, "service": 403, "else": 404},
        body(title="Head"),
        method="patch",
    ),
    Row(
        name="api-contacts-wishes",
        api=True,
        kwargs=contact,
        answers={**SEEN, "service": 200, "else": 404},
    ),
    written(
        "contacts-wishes",
        contact,
        {**CHANGED, "service": 403, "else": 404},
        body(channels=["phone"], how="on the phone"),
        method="patch",
    ),
    listed("secrets"),
    made("secrets", a_secret, {**KEPT, "service": 404, "else": 400}),
    read("secrets", secret, {**SEEN, "else": 404}),
    read("secrets", draft, {"rep": (200, 404, 404), "else": 404}),
    written("secrets-detail", secret, {**CHANGED, "else": 404}, body(kind="habit"), method="patch"),
    written(
        "secrets-detail",
        secret,
        {"rep": (204, 404, 404), "lead manager": (403, 403, 404), "director": 403, "else": 404},
        method="delete",
    ),
    written("secrets-confirm", draft, {"rep": (200, 404, 404), "else": 404}),
    written("secrets-review", secret, {**CHANGED, "else": 404}),
    written("secrets-move", secret, {**CHANGED, "else": 404}, about),
    listed("conversations"),
    made(
        "conversations",
        lambda place: {"contact": str(place.contact.pk)},
        {**KEPT, "service": 404, "else": 400},
    ),
    read("conversations", conversation, {**SEEN, "else": 404}),
    written(
        "conversations-words",
        conversation,
        {**CHANGED, "else": 404},
        body(question="What went well?", words="The training day."),
    ),
    written("conversations-finish", conversation, {**CHANGED, "else": 404}),
    listed("tickets"),
    made(
        "tickets",
        a_ticket,
        {
            "rep": (201, 400, 400),
            "lead manager": (201, 201, 400),
            "service director": 201,
            "marketing finance": 403,
            "else": 400,
        },
    ),
    read("tickets", ticket, SEES_TICKET),
    written("tickets-respond", ticket, STEP, body(how="phone", words="We look.")),
    written("tickets-workaround", ticket, STEP, body(words="A loan set.")),
    written("tickets-fix", ticket, STEP, body(words="Fixed.")),
    written(
        "tickets-surprise",
        ticket,
        {**STEP, "service": 409},
        body(words="A photo."),
    ),
    written("tickets-plan", ticket, STEP, body(words="A photo.", due_at="2100-01-01T10:00Z")),
    written("tickets-drop", ticket, {**STEP, "service": 409}, body(reason="They are away.")),
    written("tickets-give", ticket, {**STEP, "service": 409}),
    written("tickets-react", ticket, {**STEP, "service": 409}, body(how="welcome")),
    written("tickets-recover", ticket, {**STEP, "service": 409}, body(reason="None wanted.")),
    written("tickets-lose", ticket, STEP, body(reason="They left.")),
    written("tickets-reopen", closed_ticket, STEP, body(reason="They came back.")),
    written(
        "tickets-appoint",
        ticket,
        {
            "rep": (403, 404, 404),
            "lead": (403, 403, 404),
            "manager": (200, 200, 404),
            "service director": 200,
            "else": 404,
        },
        an_appointment,
    ),
    written("tickets-raise", ticket, STEP, body(severity=3, reason="They stand still.")),
    written("tickets-comment", ticket, SEES_TICKET, body(words="Mornings, please.")),
]
