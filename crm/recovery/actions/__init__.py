"""Everything that changes a ticket: named acts that lock, check, save and record."""

from crm.recovery.actions.bulk import write_tickets
from crm.recovery.actions.climbing import SweepResult, climb_ladders
from crm.recovery.actions.desk import (
    add_cause,
    assign_owner,
    comment,
    learn_lesson,
    set_cause,
)
from crm.recovery.actions.fetching import fetch_mail
from crm.recovery.actions.keeping_mail import forget_mail
from crm.recovery.actions.loyalty import answer_loyalty, ask_loyalty, record_loyalty
from crm.recovery.actions.opening import import_ticket, open_ticket
from crm.recovery.actions.policies import set_policy
from crm.recovery.actions.receiving import receive
from crm.recovery.actions.replying import remind_of_words, reply_by_mail
from crm.recovery.actions.sorting import attach_mail, open_from_mail, set_mail_aside
from crm.recovery.actions.steps import fix, lose, recover, respond, surprise, work_around
from crm.recovery.actions.turns import appoint, reopen

__all__ = [
    "SweepResult",
    "add_cause",
    "answer_loyalty",
    "appoint",
    "ask_loyalty",
    "assign_owner",
    "attach_mail",
    "climb_ladders",
    "comment",
    "fetch_mail",
    "fix",
    "forget_mail",
    "import_ticket",
    "learn_lesson",
    "lose",
    "open_from_mail",
    "open_ticket",
    "receive",
    "record_loyalty",
    "recover",
    "remind_of_words",
    "reopen",
    "reply_by_mail",
    "respond",
    "set_cause",
    "set_mail_aside",
    "set_policy",
    "surprise",
    "work_around",
    "write_tickets",
]
