"""Pages of recovery."""

from crm.recovery.views.board import board
from crm.recovery.views.loyalty import loyalty
from crm.recovery.views.opening import ticket_new
from crm.recovery.views.ticket import act, ticket
from crm.recovery.views.triage import mail_file, triage, triage_aside, triage_mail

__all__ = [
    "act",
    "board",
    "loyalty",
    "mail_file",
    "ticket",
    "ticket_new",
    "triage",
    "triage_aside",
    "triage_mail",
]
