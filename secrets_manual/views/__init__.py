"""The pages about secrets."""

from secrets_manual.views.capture import secret_check, secret_new
from secrets_manual.views.commitments import (
    commitment,
    commitment_came,
    commitment_edit,
    commitment_missed,
    commitment_new,
    commitment_reopen,
    commitments,
)
from secrets_manual.views.manual import (
    manual,
    manuals,
    secret_confirm,
    secret_edit,
    secret_reinstate,
    secret_review,
    secret_use,
    secret_withdraw,
)
from secrets_manual.views.promises import (
    promise,
    promise_break,
    promise_edit,
    promise_hand_over,
    promise_heard,
    promise_keep,
    promise_new,
    promise_reopen,
    promises,
)
from secrets_manual.views.refusals import refusal_appeal, refusal_release, refusals
from secrets_manual.views.talks import (
    conversation,
    conversation_direction,
    conversation_finish,
    conversation_new,
    conversation_promise,
)

__all__ = [
    "commitment",
    "commitment_came",
    "commitment_edit",
    "commitment_missed",
    "commitment_new",
    "commitment_reopen",
    "commitments",
    "conversation",
    "conversation_direction",
    "conversation_finish",
    "conversation_new",
    "conversation_promise",
    "manual",
    "manuals",
    "promise",
    "promise_break",
    "promise_edit",
    "promise_hand_over",
    "promise_heard",
    "promise_keep",
    "promise_new",
    "promise_reopen",
    "promises",
    "refusal_appeal",
    "refusal_release",
    "refusals",
    "secret_check",
    "secret_confirm",
    "secret_edit",
    "secret_new",
    "secret_reinstate",
    "secret_review",
    "secret_use",
    "secret_withdraw",
]
