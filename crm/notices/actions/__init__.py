"""Telling people, sending what waits, and the signs of life of what must keep running."""

from crm.notices.actions.beating import beat
from crm.notices.actions.sending import resend_notice, send_waiting
from crm.notices.actions.telling import (
    SEND_WAITING,
    NewNotice,
    Recipient,
    forget_about,
    forget_contact,
    mark_read,
    tell,
    tell_contact,
    tell_many,
)

__all__ = [
    "SEND_WAITING",
    "NewNotice",
    "Recipient",
    "beat",
    "forget_about",
    "forget_contact",
    "mark_read",
    "resend_notice",
    "send_waiting",
    "tell",
    "tell_contact",
    "tell_many",
]
