"""Reads about secrets; every list takes the person who asks."""

from secrets_manual.queries.reading import (
    note_reading,
    readings_of,
    secrets_for_ticket,
    window_is_open,
)
from secrets_manual.queries.visible import (
    contacts_of_mine,
    contacts_talked_to_today,
    conversations_visible,
    manuals_writable,
    promises_of_ticket,
    promises_owed,
    promises_visible,
    secrets_in_window,
    secrets_to_reinstate,
    secrets_visible,
)

__all__ = [
    "contacts_of_mine",
    "contacts_talked_to_today",
    "conversations_visible",
    "manuals_writable",
    "note_reading",
    "promises_of_ticket",
    "promises_owed",
    "promises_visible",
    "readings_of",
    "secrets_for_ticket",
    "secrets_in_window",
    "secrets_to_reinstate",
    "secrets_visible",
    "window_is_open",
]
