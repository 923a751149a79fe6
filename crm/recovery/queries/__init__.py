"""Reads about tickets; every list takes the person who asks."""

from crm.recovery.queries.asked import digest_of, question_of
from crm.recovery.queries.board import (
    Board,
    Column,
    Filters,
    Lately,
    board_for,
    board_mark,
    lately_for,
    open_tickets,
)
from crm.recovery.queries.mail import contacts_of_address, last_bounce, mail_waiting
from crm.recovery.queries.page import Page, page_of
from crm.recovery.queries.seen import (
    causes_offered,
    owners_possible,
    ticket_visible,
    tickets_visible_to,
)

__all__ = [
    "Board",
    "Column",
    "Filters",
    "Lately",
    "Page",
    "board_for",
    "board_mark",
    "causes_offered",
    "contacts_of_address",
    "digest_of",
    "last_bounce",
    "lately_for",
    "mail_waiting",
    "open_tickets",
    "owners_possible",
    "page_of",
    "question_of",
    "ticket_visible",
    "tickets_visible_to",
]
