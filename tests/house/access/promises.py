"""Who may open what of conversations, promises and commitments."""

import datetime as dt

from crm import clock
from secrets_manual import actions
from secrets_manual.models import Commitment, Conversation, Meeting, Promise
from tests.house.access import Place, Row, everybody
from tests.house.access.secrets_manual import READERS, WRITERS

KEEPERS = {
    "rep": (302, 404, 404),
    "lead manager": (302, 302, 404),
    "director": 403,
    "else": 404,
}
SERVING = {"rep service lead manager director": 200, "else": 403}
OF_CONTACT = {
    "rep": (200, 404, 404),
    "lead manager": (200, 200, 404),
    "service director": 200,
    "else": 403,
}


def talk_of(place: Place) -> Conversation:
    return actions.hold_conversation(
        person=place.steward, customer=place.customer, contact=place.contact
    )


def _talk(place: Place) -> dict[str, object]:
    return {"pk": talk_of(place).pk}


def _promise(place: Place) -> dict[str, object]:
    promise = actions.make_promise(
        person=place.steward,
        customer=place.customer,
        words="Call.",
        due_at=clock.now() + dt.timedelta(days=1),
    )
    return {"pk": promise.pk}


def _kept(place: Place) -> dict[str, object]:
    promise = Promise.objects.get(**_promise(place))
    return {"pk": actions.keep_promise(person=place.steward, promise=promise).pk}


def commitment_of(place: Place) -> Commitment:
    return actions.make_commitment(
        person=place.steward,
        customer=place.customer,
        words="The floor plan.",
        due_at=clock.now() + dt.timedelta(days=1),
    )


def _commitment(place: Place) -> dict[str, object]:
    return {"pk": commitment_of(place).pk}


def _came(place: Place) -> dict[str, object]:
    row = actions.receive_commitment(person=place.steward, commitment=commitment_of(place))
    return {"pk": row.pk}


def _agreed(place: Place) -> dict[str, object]:
    return {"contact": place.contact.pk, "words": "Call.", "due_at": "2036-11-24T12:00"}


def _of_contact(place: Place) -> dict[str, object]:
    return {"contact": place.contact.pk}


def _meeting(place: Place) -> dict[str, object]:
    row = Meeting(
        person=place.steward,
        customer=place.customer,
        contact=place.contact,
        event_key="0" * 64,
        starts_at=clock.now(),
        ends_at=clock.now(),
    )
    row.save()
    return {"pk": row.pk}


MINE = {"rep": (302, 404, 404), "else": 404}
ROWS = [
    Row(name="settings_calendar", answers=SERVING),
    Row(
        name="settings_calendar",
        method="post",
        body=lambda _place: {"kind": "ics", "address": "https://calendar.example/dana.ics"},
        answers={"rep service lead manager director": 302, "else": 403},
    ),
    Row(
        name="calendar_file",
        method="post",
        answers={"rep service lead manager director": 422, "else": 403},
    ),
    Row(name="calendar_forget", method="post", answers=everybody(302)),
    Row(name="meeting_log", method="post", kwargs=_meeting, answers=MINE),
    Row(name="meeting_skip", method="post", kwargs=_meeting, answers=MINE),
    Row(name="conversation_new", answers=everybody(200)),
    Row(
        name="conversation_new",
        method="post",
        body=lambda place: {"contact": place.contact.pk, "kind": "call"},
        answers={"rep": (302, 422, 422), "else": 422},
    ),
    Row(name="conversation", kwargs=_talk, answers=READERS),
    Row(name="conversation_finish", method="post", kwargs=_talk, answers=WRITERS),
    Row(name="conversation_direction", method="post", kwargs=_talk, answers=WRITERS),
    Row(
        name="conversation_promise",
        method="post",
        kwargs=_talk,
        body=lambda _place: {"words": "Call.", "due_at": "2036-11-24T12:00"},
        answers=WRITERS,
    ),
    Row(name="conversation_reopen", method="post", kwargs=_talk, answers=WRITERS),
    Row(name="conversation_edit", kwargs=_talk, answers=WRITERS | {"rep": (200, 404, 404)}),
    Row(
        name="conversation_edit",
        method="post",
        kwargs=_talk,
        body=lambda _place: {"kind": "call", "at": "2026-11-20T12:00", "felt": "warm"},
        answers=WRITERS,
    ),
    Row(
        name="conversation_mood",
        method="post",
        kwargs=_talk,
        body=lambda _place: {"felt": "warm", "started_by": "them"},
        answers=WRITERS,
    ),
    Row(
        name="conversation_commitment",
        method="post",
        kwargs=_talk,
        body=lambda _place: {"words": "The plan.", "due_at": "2036-11-24T12:00"},
        answers=WRITERS,
    ),
    Row(
        name="question_rest",
        method="post",
        body=lambda place: {"contact": place.contact.pk, "key": "hope.next_step"},
        answers={
            "rep": (302, 404, 404),
            "lead manager": (403, 403, 404),
            "director": 403,
            "else": 404,
        },
    ),
    Row(name="promises", answers=SERVING),
    Row(name="commitments", answers=SERVING),
    Row(name="promise_new", answers=SERVING),
    Row(name="promise_new", query=_of_contact, answers=OF_CONTACT),
    Row(name="commitment_new", query=_of_contact, answers=OF_CONTACT),
    Row(
        name="promise_new",
        method="post",
        body=_agreed,
        answers={"rep": (302, 422, 422), "service lead manager director": 422, "else": 403},
    ),
    Row(
        name="commitment_new",
        method="post",
        body=_agreed,
        answers={"rep": (302, 422, 422), "service lead manager director": 422, "else": 403},
    ),
    Row(name="promise", kwargs=_promise, answers=READERS),
    Row(name="commitment", kwargs=_commitment, answers=READERS),
    Row(name="promise_edit", kwargs=_promise, answers=READERS),
    Row(name="commitment_edit", kwargs=_commitment, answers=READERS),
    Row(
        name="promise_edit",
        method="post",
        kwargs=_promise,
        body=lambda _place: {"words": "Call.", "due_at": "2036-11-24T12:00"},
        answers=KEEPERS,
    ),
    Row(
        name="commitment_edit",
        method="post",
        kwargs=_commitment,
        body=lambda _place: {"words": "Call.", "due_at": "2036-11-24T12:00"},
        answers=KEEPERS,
    ),
    Row(
        name="promise_keep",
        method="post",
        kwargs=_promise,
        answers=KEEPERS,
    ),
    Row(
        name="promise_break",
        method="post",
        kwargs=_promise,
        body=lambda _place: {"reason": "The maker is gone."},
        answers=KEEPERS,
    ),
    Row(
        name="promise_reopen",
        method="post",
        kwargs=_kept,
        answers=KEEPERS,
    ),
    Row(
        name="promise_hand_over",
        method="post",
        kwargs=_promise,
        body=lambda place: {"owner": place.company.kim.pk},
        answers=KEEPERS,
    ),
    Row(
        name="promise_heard",
        method="post",
        kwargs=_promise,
        body=lambda _place: {"says": "late"},
        answers=KEEPERS,
    ),
    Row(
        name="commitment_came",
        method="post",
        kwargs=_commitment,
        answers=KEEPERS,
    ),
    Row(
        name="commitment_missed",
        method="post",
        kwargs=_commitment,
        answers=KEEPERS,
    ),
    Row(
        name="commitment_reopen",
        method="post",
        kwargs=_came,
        answers=KEEPERS,
    ),
]
