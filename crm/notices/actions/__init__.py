"""Telling people, sending what waits, and the signs of life of what must keep running."""

from crm.notices.actions.beating import beat, expect
from crm.notices.actions.bouncing import fail_notice, notices_named
from crm.notices.actions.choosing import choose_ways, stop_mail_of
from crm.notices.actions.digests import send_digests
from crm.notices.actions.endpoints import (
    SEND_WAITING,
    MadeEndpoint,
    make_endpoint,
    switch_endpoint,
    try_endpoint,
)
from crm.notices.actions.finding import Found, note_findings
from crm.notices.actions.keeping import forget_old_words, resend_failed
from crm.notices.actions.sending import resend_notice, send_waiting
from crm.notices.actions.telling import (
    NewNotice,
    Recipient,
    forget_about,
    forget_contact,
    mark_read,
    tell,
    tell_contact,
    tell_many,
)
from crm.notices.actions.withdrawing import forget_words, withdraw

__all__ = [
    "SEND_WAITING",
    "Found",
    "MadeEndpoint",
    "NewNotice",
    "Recipient",
    "beat",
    "choose_ways",
    "expect",
    "fail_notice",
    "forget_about",
    "forget_contact",
    "forget_old_words",
    "forget_words",
    "make_endpoint",
    "mark_read",
    "note_findings",
    "notices_named",
    "resend_failed",
    "resend_notice",
    "send_digests",
    "send_waiting",
    "stop_mail_of",
    "switch_endpoint",
    "tell",
    "tell_contact",
    "tell_many",
    "try_endpoint",
    "withdraw",
]
