"""What a period's pay rests on, gathered from deals and report cards in five queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from compensation.components import Credit, PersonFacts, Ratings
from compensation.models import FrozenFacts, Period
from crm.deals.queries import won_credit
from report_cards.queries import (
    other_solutions_for_period,
    ratings_for_period,
    secrets_for_period,
)


def gather_facts(
    *, first_on: dt.date, last_on: dt.date, cut_off: dt.datetime, people: Collection[int]
) -> dict[int, PersonFacts]:
    """Give each person's facts of a time, both days included; cards up to the cut-off."""
    ids = sorted(people)
    credit = _credit(first_on, last_on, ids)
    ratings: dict[int, dict[str, list[Ratings]]] = defaultdict(lambda: defaultdict(list))
    for rating in ratings_for_period(first_on, last_on, cut_off=cut_off, people=ids):
        ratings[rating.person_id][rating.behaviour].append(
            (rating.customer_id, rating.total, rating.count, rating.low, rating.high)
        )
    secrets: dict[int, list[Ratings]] = defaultdict(list)
    for answer in secrets_for_period(first_on, last_on, cut_off=cut_off, people=ids):
        secrets[answer.person_id].append(
            (answer.customer_id, answer.total, answer.count, answer.low, answer.high)
        )
    others = {
        count.person_id: (count.yes, count.no)
        for count in other_solutions_for_period(first_on, last_on, cut_off=cut_off, people=ids)
    }
    return {
        person: PersonFacts(
            credits=tuple(credit.get(person, ())),
            ratings={code: tuple(rows) for code, rows in ratings.get(person, {}).items()},
            secrets=tuple(secrets.get(person, ())),
            yes=others.get(person, (0, 0))[0],
            no=others.get(person, (0, 0))[1],
        )
        for person in ids
    }


def _credit(first_on: dt.date, last_on: dt.date, ids: list[int]) -> dict[int, list[Credit]]:
    lines: dict[int, list[Credit]] = defaultdict(list)
    rows = (
        won_credit(first_on=first_on, last_on=last_on)
        .filter(person_id__in=ids)
        .values_list(
            "person_id",
            "deal_id",
            "deal__amount_minor",
            "numerator",
            "denominator",
            "deal__closed_on",
        )
    )
    for person, deal, amount, numerator, denominator, won_on in rows.iterator(chunk_size=10_000):
        lines[person].append((deal, amount or 0, numerator, denominator, str(won_on)))
    return lines


def frozen_facts(period: Period, people: Collection[int] | None = None) -> dict[int, PersonFacts]:
    """Give the facts a calculated period has frozen, by person; of all unless some are named."""
    rows = FrozenFacts.objects.filter(period=period).values_list("person_id", "facts")
    if people is not None:
        rows = rows.filter(person_id__in=people)
    return {person: PersonFacts.from_json(facts) for person, facts in rows}
