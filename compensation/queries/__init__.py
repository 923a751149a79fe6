"""Reads about pay; every list takes the person who asks."""

from compensation.queries.calculating import Plans, Worked, carried_before, work_out
from compensation.queries.facts import frozen_facts, gather_facts
from compensation.queries.pages import (
    Comparison,
    compare,
    credited_deals,
    newest_statement,
    own_statements,
    period_totals,
    present_assignment,
    statements_of,
)
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
    "Comparison",
    "Plans",
    "Worked",
    "assignments_visible",
    "carried_before",
    "compare",
    "content_hash",
    "credited_deals",
    "frozen_facts",
    "gather_facts",
    "newest_statement",
    "own_statements",
    "parts_of",
    "people_i_manage",
    "period_totals",
    "periods_visible",
    "plan_map",
    "plan_versions_visible",
    "present_assignment",
    "problems_of",
    "sees_all_pay",
    "share_of_year_before",
    "statements_of",
    "statements_visible",
    "warnings_of",
    "work_out",
]
