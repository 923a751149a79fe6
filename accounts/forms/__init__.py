"""Forms: the shape of what people send; the rules live in the actions."""

from accounts.forms.once import (
    DayField,
    MomentField,
    OnceForm,
    answer_status,
    send_once,
    show_broken,
)

__all__ = [
    "DayField",
    "MomentField",
    "OnceForm",
    "answer_status",
    "send_once",
    "show_broken",
]
