"""Who keeps saved replies, and who inserts one into a letter."""

import itertools

from crm.recovery import actions
from tests.house.access import Place, Row
from tests.house.access.recovery import MAY_ACT, MAY_READ, TICKET_ROLES, ticket_of

_numbers = itertools.count(1)
_WORDS: dict[str, object] = {"title": "We come soon", "language": "es", "words": "{me}"}


def _reply(place: Place) -> dict[str, object]:
    row = actions.save_reply(
        person=place.company.lea, title=f"We come {next(_numbers)}", words="{me}", is_ours=True
    )
    return {"pk": row.pk}


def _letter(place: Place) -> dict[str, object]:
    return {"saved": _reply(place)["pk"], "words": "Hello"}


ROWS = [
    Row(name="replies", answers={TICKET_ROLES: 200, "else": 403}),
    Row(
        name="replies",
        method="post",
        body=lambda _place: _WORDS,
        answers={TICKET_ROLES: 302, "else": 403},
    ),
    Row(
        name="reply_edit",
        kwargs=_reply,
        method="post",
        body=lambda _place: _WORDS | {"is_ours": "on"},
        answers={"lead manager director": 302, "else": 403},
    ),
    Row(
        name="reply_remove",
        kwargs=_reply,
        method="post",
        answers={"lead manager director": 302, "else": 403},
    ),
    Row(name="ticket_people", kwargs=lambda place: {"pk": ticket_of(place).pk}, answers=MAY_READ),
    Row(
        name="reply_insert",
        kwargs=lambda place: {"pk": ticket_of(place).pk},
        method="post",
        body=_letter,
        answers=MAY_ACT | {"service": 200},
    ),
]
