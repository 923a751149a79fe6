"""Writes about secrets, their uses, promises and conversations."""

from secrets_manual.actions.promising import keep_promise, make_promise, remind_of_promises
from secrets_manual.actions.using import judge_use, record_use
from secrets_manual.actions.windows import close_reading_window, open_reading_window

__all__ = [
    "close_reading_window",
    "judge_use",
    "keep_promise",
    "make_promise",
    "open_reading_window",
    "record_use",
    "remind_of_promises",
]
