"""The pages about secrets."""

from secrets_manual.views.capture import secret_check, secret_new
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
from secrets_manual.views.refusals import refusal_appeal, refusal_release, refusals
from secrets_manual.views.talks import (
    conversation,
    conversation_direction,
    conversation_finish,
    conversation_new,
    conversation_promise,
    promise_keep,
)

__all__ = [
    "conversation",
    "conversation_direction",
    "conversation_finish",
    "conversation_new",
    "conversation_promise",
    "manual",
    "manuals",
    "promise_keep",
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
