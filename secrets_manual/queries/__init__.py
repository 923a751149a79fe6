"""Reads about secrets; every list takes the person who asks."""

from secrets_manual.queries.manual import (
    Leaf,
    ask_next,
    changes_of_manual,
    how_many_may_read,
    leaf_of_manual,
    manuals_listed,
    readers_this_week,
    sorted_leaf,
    uses_of_manual,
)
from secrets_manual.queries.reading import (
    note_reading,
    readings_of,
    secrets_for_ticket,
    window_is_open,
)
from secrets_manual.queries.refused import appeals, refusals_by_rule
from secrets_manual.queries.searching import search_secrets
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
from secrets_manual.queries.wants import FEWEST_CUSTOMERS, Theme, wants_by_kind

__all__ = [
    "FEWEST_CUSTOMERS",
    "Leaf",
    "Theme",
    "appeals",
    "ask_next",
    "changes_of_manual",
    "contacts_of_mine",
    "contacts_talked_to_today",
    "conversations_visible",
    "how_many_may_read",
    "leaf_of_manual",
    "manuals_listed",
    "manuals_writable",
    "note_reading",
    "promises_of_ticket",
    "promises_owed",
    "promises_visible",
    "readers_this_week",
    "readings_of",
    "refusals_by_rule",
    "search_secrets",
    "secrets_for_ticket",
    "secrets_in_window",
    "secrets_to_reinstate",
    "secrets_visible",
    "sorted_leaf",
    "uses_of_manual",
    "wants_by_kind",
    "window_is_open",
]
