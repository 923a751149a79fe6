"""Reads about people, customers and contacts; every list takes the person who asks."""

from accounts.queries.lists import Slice, counted, get_visible, keyset
from accounts.queries.people import (
    directors,
    leads_of,
    managers_of,
    people_of_my_teams,
    person_called,
    service_leads,
    stand_in_for,
    with_role,
)
from accounts.queries.visible import (
    contacts_reachable,
    customers_named,
    customers_readable,
    customers_writable,
    steward_of,
    stewardships_now,
)

__all__ = [
    "Slice",
    "contacts_reachable",
    "counted",
    "customers_named",
    "customers_readable",
    "customers_writable",
    "directors",
    "get_visible",
    "keyset",
    "leads_of",
    "managers_of",
    "people_of_my_teams",
    "person_called",
    "service_leads",
    "stand_in_for",
    "steward_of",
    "stewardships_now",
    "with_role",
]
