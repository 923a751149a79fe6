"""Facts for pay: what the counted cards of a time add up to, summed in SQL.

A card counts when it was submitted in the time, is not in quarantine, and is the last one of
its contact about that person. (A card without a contact is its customer's.)
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from crm import clock

Parameters = dict[str, dt.datetime | list[int] | None]

# One card per contact, rated person and time: the last before the cut-off.
COUNTED = """
    counted AS (
        SELECT DISTINCT ON (c.person_id, coalesce(c.contact_id, -c.customer_id))
            c.id, c.person_id, c.customer_id, c.contact_id, c.design_id, c.submitted_at,
            c.secrets_value, c.secrets_unknown, c.other_solutions, c.loyalty
        FROM report_cards_card c
        WHERE c.submitted_at >= %(from_at)s AND c.submitted_at < %(to_at)s
            AND (c.quarantine = '' OR c.released_at IS NOT NULL)
            AND (%(people)s::bigint[] IS NULL OR c.person_id = ANY(%(people)s))
        ORDER BY c.person_id, coalesce(c.contact_id, -c.customer_id), c.submitted_at DESC, c.id DESC
    )
"""


@dataclass(frozen=True)
class RatingSum:
    """One customer's ratings of one person in one behaviour: `total` over `count` cards.

    `low` and `high` are the ends of the scale; "can't say" is not counted.
    """

    person_id: int
    behaviour: str
    customer_id: int
    total: int
    count: int
    low: int
    high: int


@dataclass(frozen=True)
class SecretsSum:
    """One customer's answers to "knows what really matters to me" about one person."""

    person_id: int
    customer_id: int
    total: int
    count: int
    low: int
    high: int


@dataclass(frozen=True)
class OtherSolutionsCount:
    """Of those for whom ours was not right: how many were pointed elsewhere (`yes`), how many not.

    `yes` counts "pointed to someone else"; `no` counts "pushed ours anyway" and "nothing
    happened". "No" and "not sure" say that there was no such time, and count for neither.
    """

    person_id: int
    yes: int
    no: int


@dataclass(frozen=True)
class LoyaltySum:
    """One person's loyalty answers on cards, 0 to 10: `total` over `count` cards."""

    person_id: int
    total: int
    count: int


def bounds(
    first_on: dt.date, last_on: dt.date, cut_off: dt.datetime | None = None
) -> tuple[dt.datetime, dt.datetime]:
    """Give the instants of a time of whole days in the company's zone; the end is excluded."""
    zone = clock.company_zone()
    from_at = dt.datetime.combine(first_on, dt.time(), zone)
    to_at = dt.datetime.combine(last_on + dt.timedelta(days=1), dt.time(), zone)
    return from_at, min(to_at, cut_off) if cut_off else to_at


def ratings_for_period(
    first_on: dt.date,
    last_on: dt.date,
    *,
    cut_off: dt.datetime | None = None,
    people: Iterable[int] | None = None,
) -> list[RatingSum]:
    """Sum the behaviours' ratings per person, behaviour and customer, in that order.

    `cut_off` leaves out what was submitted at or after it; `people` narrows to those ids.
    """
    sql = f"""
        WITH {COUNTED}
        SELECT k.person_id, b.code, k.customer_id, sum(r.value), count(r.value),
            d.scale_low, d.scale_high
        FROM counted k
            JOIN report_cards_rating r ON r.card_id = k.id AND r.value IS NOT NULL
            JOIN report_cards_behaviour b ON b.id = r.behaviour_id
            JOIN report_cards_design d ON d.id = k.design_id
        GROUP BY k.person_id, b.code, k.customer_id, d.scale_low, d.scale_high
        ORDER BY k.person_id, b.code, k.customer_id, d.scale_low, d.scale_high
    """  # noqa: S608 - COUNTED is a constant above
    return [RatingSum(*row) for row in _rows(sql, _parameters(first_on, last_on, cut_off, people))]


def secrets_for_period(
    first_on: dt.date,
    last_on: dt.date,
    *,
    cut_off: dt.datetime | None = None,
    people: Iterable[int] | None = None,
) -> list[SecretsSum]:
    """Sum the answers to "knows what really matters to me" per person and customer."""
    sql = f"""
        WITH {COUNTED}
        SELECT k.person_id, k.customer_id, sum(k.secrets_value), count(*),
            d.scale_low, d.scale_high
        FROM counted k JOIN report_cards_design d ON d.id = k.design_id
        WHERE k.secrets_value IS NOT NULL
        GROUP BY k.person_id, k.customer_id, d.scale_low, d.scale_high
        ORDER BY k.person_id, k.customer_id, d.scale_low, d.scale_high
    """  # noqa: S608 - COUNTED is a constant above
    return [SecretsSum(*row) for row in _rows(sql, _parameters(first_on, last_on, cut_off, people))]


def other_solutions_for_period(
    first_on: dt.date,
    last_on: dt.date,
    *,
    cut_off: dt.datetime | None = None,
    people: Iterable[int] | None = None,
) -> list[OtherSolutionsCount]:
    """Count per person who was pointed elsewhere and who was not, when ours did not fit."""
    sql = f"""
        WITH {COUNTED}
        SELECT person_id,
            count(*) FILTER (WHERE other_solutions = 'pointed'),
            count(*) FILTER (WHERE other_solutions IN ('pushed', 'nothing'))
        FROM counted WHERE other_solutions IN ('pointed', 'pushed', 'nothing')
        GROUP BY person_id ORDER BY person_id
    """  # noqa: S608 - COUNTED is a constant above
    rows = _rows(sql, _parameters(first_on, last_on, cut_off, people))
    return [OtherSolutionsCount(*row) for row in rows]


def loyalty_for_period(
    first_on: dt.date,
    last_on: dt.date,
    *,
    cut_off: dt.datetime | None = None,
    people: Iterable[int] | None = None,
) -> list[LoyaltySum]:
    """Sum the loyalty answers given on cards, per rated person."""
    sql = f"""
        WITH {COUNTED}
        SELECT person_id, sum(loyalty), count(*) FROM counted
        WHERE loyalty IS NOT NULL GROUP BY person_id ORDER BY person_id
    """  # noqa: S608 - COUNTED is a constant above
    rows = _rows(sql, _parameters(first_on, last_on, cut_off, people))
    return [LoyaltySum(*row) for row in rows]


@dataclass(frozen=True)
class CardsCount:
    """How many counted cards of how many customers speak of a person."""

    person_id: int
    cards: int
    customers: int


def cards_for_period(
    first_on: dt.date,
    last_on: dt.date,
    *,
    cut_off: dt.datetime | None = None,
    people: Iterable[int] | None = None,
) -> list[CardsCount]:
    """Count the counted cards, and the customers they come from, per rated person."""
    sql = f"""
        WITH {COUNTED}
        SELECT person_id, count(*), count(DISTINCT customer_id) FROM counted
        GROUP BY person_id ORDER BY person_id
    """  # noqa: S608 - COUNTED is a constant above
    rows = _rows(sql, _parameters(first_on, last_on, cut_off, people))
    return [CardsCount(*row) for row in rows]


def _parameters(
    first_on: dt.date,
    last_on: dt.date,
    cut_off: dt.datetime | None,
    people: Iterable[int] | None,
) -> Parameters:
    from_at, to_at = bounds(first_on, last_on, cut_off)
    chosen = None if people is None else list(people)
    return {"from_at": from_at, "to_at": to_at, "people": chosen}


def _rows(sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
