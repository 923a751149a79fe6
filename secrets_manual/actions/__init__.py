"""Writes about secrets, their uses, promises and conversations."""

from secrets_manual.actions.asking import (
    finish_conversation,
    hold_conversation,
    keep_words,
    mark_direction,
    tie_to_turn,
)
from secrets_manual.actions.correcting import (
    change_secret,
    confirm_secret,
    reinstate_secret,
    review_secret,
    withdraw_secret,
)
from secrets_manual.actions.gating import (
    SecretRefusedError,
    appeal_refusal,
    ask_gate,
    check_words,
    clean_text,
    pass_gate,
    release_refusal,
)
from secrets_manual.actions.importing import write_secrets
from secrets_manual.actions.keeping import record_secret
from secrets_manual.actions.promising import keep_promise, make_promise, remind_of_promises
from secrets_manual.actions.purging import Swept, sweep_secrets
from secrets_manual.actions.using import judge_use, record_use
from secrets_manual.actions.windows import close_reading_window, open_reading_window

__all__ = [
    "SecretRefusedError",
    "Swept",
    "appeal_refusal",
    "ask_gate",
    "change_secret",
    "check_words",
    "clean_text",
    "close_reading_window",
    "confirm_secret",
    "finish_conversation",
    "hold_conversation",
    "judge_use",
    "keep_promise",
    "keep_words",
    "make_promise",
    "mark_direction",
    "open_reading_window",
    "pass_gate",
    "record_secret",
    "record_use",
    "reinstate_secret",
    "release_refusal",
    "remind_of_promises",
    "review_secret",
    "sweep_secrets",
    "tie_to_turn",
    "withdraw_secret",
    "write_secrets",
]
