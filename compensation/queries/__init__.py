"""Reads about pay; every list takes the person who asks."""

from compensation.queries.calculating import Plans, Worked, carried_before, work_out
from compensation.queries.facts import frozen_facts, gather_facts
from compensation.queries.plans import (
    content_hash,
    parts_of,
    plan_map,
    problems_of,
    share_of_year_before,
    warnings_of,
)
from compensation.queries.visible import (
    assignments_visible,
    people_i_manage,
    periods_visible,
    plan_versions_visible,
    sees_all_pay,
    statements_visible,
)

__all__ = [
    "Plans",
    "Worked",
    "assignments_visible",
    "carried_before",
    "content_hash",
    "frozen_facts",
    "gather_facts",
    "parts_of",
    "people_i_manage",
    "periods_visible",
    "plan_map",
    "plan_versions_visible",
    "problems_of",
    "sees_all_pay",
    "share_of_year_before",
    "statements_visible",
    "warnings_of",
    "work_out",
]
