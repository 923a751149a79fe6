"""Reads about people, customers and contacts; every list takes the person who asks."""

from accounts.queries.lists import Slice, counted, get_visible, keyset
from accounts.queries.people import (
    directors,
    leads_of,
    managers_of,
    people_listed,
    people_of_my_teams,
    person_called,
    service_leads,
    stand_in_for,
    stewards_to_choose,
    with_role,
)
from accounts.queries.saved import narrowing, page_url, shown_views, views_of
from accounts.queries.search import (
    CIRCLES,
    CustomerFilter,
    customers_listed,
    ids_readable,
    values_in_use,
)
from accounts.queries.visible import (
    Standing,
    contacts_reachable,
    customers_named,
    customers_readable,
    customers_writable,
    standing_of,
    steward_of,
    stewardships_now,
)

__all__ = [
    "CIRCLES",
    "CustomerFilter",
    "Slice",
    "Standing",
    "contacts_reachable",
    "counted",
    "customers_listed",
    "customers_named",
    "customers_readable",
    "customers_writable",
    "directors",
    "get_visible",
    "ids_readable",
    "keyset",
    "leads_of",
    "managers_of",
    "narrowing",
    "page_url",
    "people_listed",
    "people_of_my_teams",
    "person_called",
    "service_leads",
    "shown_views",
    "stand_in_for",
    "standing_of",
    "steward_of",
    "stewards_to_choose",
    "stewardships_now",
    "values_in_use",
    "views_of",
    "with_role",
]
