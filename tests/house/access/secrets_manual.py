"""Who may open what of manuals, secrets, conversations and promises."""

import datetime as dt

from crm import clock
from secrets_manual import actions
from secrets_manual.models import Commitment, Conversation, Promise, Refusal, Secret
from tests.house.access import Place, Row, everybody

READERS = {"rep": (200, 404, 404), "lead manager": (200, 200, 404), "director": 200, "else": 404}
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
WRITERS = {"rep": (302, 404, 404), "lead manager": (403, 403, 404), "director": 403, "else": 404}


def secret_of(place: Place, glad: str = "yes") -> Secret:
    return actions.record_secret(
        person=place.steward,
        customer=place.customer,
        contact=place.contact,
        text="Decides on paper",
        provenance="told_us",
        glad=glad,
    )


def talk_of(place: Place) -> Conversation:
    return actions.hold_conversation(
        person=place.steward, customer=place.customer, contact=place.contact
    )


def _secret(place: Place) -> dict[str, object]:
    return {"pk": secret_of(place).pk}


def _draft(place: Place) -> dict[str, object]:
    return {"pk": secret_of(place, "probably").pk}


def _withdrawn(place: Place) -> dict[str, object]:
    secret = actions.withdraw_secret(person=place.steward, secret=secret_of(place))
    return {"pk": secret.pk}


def _customer(place: Place) -> dict[str, object]:
    return {"pk": place.customer.pk}


def _talk(place: Place) -> dict[str, object]:
    return {"pk": talk_of(place).pk}


def _refusal(place: Place) -> dict[str, object]:
    row = Refusal.objects.create(
        rule="G5", category="health", person=place.steward, digest="0" * 64, at=clock.now()
    )
    return {"pk": row.pk}


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


def _about(place: Place) -> dict[str, object]:
    return {"about": f"contact-{place.contact.pk}", "text": "Tea", "how": "told_glad"}


ROWS = [
    Row(name="manuals", answers=everybody(200)),
    Row(name="manual", kwargs=_customer, answers=READERS),
    Row(name="secret_new", answers=everybody(200)),
    Row(
        name="secret_new",
        query=lambda place: {"contact": place.contact.pk},
        answers={
            "rep": (200, 404, 404),
            "lead manager": (403, 403, 404),
            "service director": 403,
            "else": 404,
        },
    ),
    Row(
        name="secret_new",
        method="post",
        body=_about,
        answers={"rep": (302, 422, 422), "else": 422},
    ),
    Row(name="secret_check", method="post", answers=everybody(200)),
    Row(name="secret_edit", kwargs=_secret, answers=WRITERS | {"rep": (200, 404, 404)}),
    Row(name="secret_use", kwargs=_secret, answers=READERS),
    Row(name="secret_withdraw", method="post", kwargs=_secret, answers=WRITERS),
    Row(name="secret_review", method="post", kwargs=_secret, answers=WRITERS),
    Row(
        name="secret_confirm",
        method="post",
        kwargs=_draft,
        answers={"rep": (302, 404, 404), "else": 404},
    ),
    Row(
        name="secret_reinstate",
        method="post",
        kwargs=_withdrawn,
        answers={"rep": (302, 404, 404), "else": 404},
    ),
    Row(name="refusals", answers={"privacy": 200, "else": 403}),
    Row(
        name="refusal_appeal",
        method="post",
        kwargs=_refusal,
        answers={"rep": (302, 404, 404), "else": 404},
    ),
    Row(
        name="refusal_release",
        method="post",
        kwargs=_refusal,
        answers={"privacy": 302, "else": 403},
    ),
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
    Row(name="search", query=lambda _place: {"q": "paper"}, answers=everybody(200)),
    Row(name="palette", query=lambda _place: {"q": "new"}, answers=everybody(200)),
    Row(
        name="insights",
        answers={"rep lead manager director marketing": 200, "else": 403},
    ),
]
