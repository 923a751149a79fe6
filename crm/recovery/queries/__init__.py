"""Reads about tickets; every list takes the person who asks."""

from crm.recovery.queries.seen import (
    causes_offered,
    owners_possible,
    ticket_visible,
    tickets_visible_to,
)

__all__ = ["causes_offered", "owners_possible", "ticket_visible", "tickets_visible_to"]
