"""Pay: the plan “Relationship first”, a quarter that is closed, and one that runs."""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

from compensation.actions import (
    answer_dispute,
    approve_period,
    approve_plan,
    assign,
    calculate_period,
    change_draft,
    close_period,
    draft_plan,
    open_dispute,
    open_period,
    publish_plan,
    sign_assignment,
)
from compensation.models import Dispute, Period, Statement
from compensation.rules import from_json, walk
from crm import clock
from crm.home.demo.quarters import quarter_name, quarter_starts
from crm.home.demo.stage import Scene, Stage

TARGET, QUOTA, SALARY = 1_500_000, 60_000_000, 1_800_000
UNSIGNED = "ines"


def pay() -> list[Callable[[Stage], Scene]]:
    """Give the scenes about pay."""
    return [_begin, _close_the_last_quarter, _calculate_the_present_one, _think_of_next_year]


def _begin(stage: Stage) -> Scene:
    """Draft, approve and publish the plan; everybody who sells is paid by it and signs."""
    first = quarter_starts(stage.now, 1)
    fin, olga = stage.people["fin"], stage.people["olga"]
    yield _noon(first) - dt.timedelta(days=30)
    version = draft_plan(person=fin, effective_from=first, target_minor=TARGET, salary_minor=SALARY)
    yield _noon(first) - dt.timedelta(days=26)
    version = approve_plan(person=olga, plan_version=version)
    yield _noon(first) - dt.timedelta(days=24)
    version = publish_plan(person=olga, plan_version=version)
    for place, short in enumerate(("dana", "jonas", "rui", "ines")):
        yield _noon(first) - dt.timedelta(days=20, hours=-place)
        person = stage.people[short]
        assignment = assign(
            by=fin,
            person=person,
            plan_version=version,
            target_minor=TARGET,
            salary_minor=SALARY,
            quota_minor=QUOTA,
            from_on=first,
        )
        if short == UNSIGNED:
            continue
        yield _noon(first) - dt.timedelta(days=18, hours=-place)
        sign_assignment(
            person=person,
            assignment=assignment,
            name=person.name,
            hash_seen=version.content_hash,
        )


def _close_the_last_quarter(stage: Stage) -> Scene:
    first, following = quarter_starts(stage.now, 1), quarter_starts(stage.now, 0)
    fin, olga = stage.people["fin"], stage.people["olga"]
    yield _noon(first)
    period = open_period(
        person=fin,
        name=quarter_name(first),
        first_on=first,
        last_on=following - dt.timedelta(days=1),
    )
    yield min(_noon(following) + dt.timedelta(days=4), stage.ago(hours=9))
    calculate_period(person=fin, period=period)
    yield min(_noon(following) + dt.timedelta(days=6), stage.ago(hours=7))
    approve_period(person=olga, period=period)
    yield min(_noon(following) + dt.timedelta(days=7), stage.ago(hours=6))
    close_period(person=olga, period=period)
    disputed = min(_noon(following) + dt.timedelta(days=15), stage.ago(hours=5))
    yield disputed
    dispute = _dispute(stage, period)
    if disputed < stage.ago(days=9):
        yield disputed + dt.timedelta(days=8)
        answer_dispute(
            person=stage.people["max"],
            dispute=dispute,
            answer="They were, until the day they changed hands. The list is in the statement.",
        )


def _dispute(stage: Stage, period: Period) -> Dispute:
    jonas = stage.people["jonas"]
    statement = Statement.objects.select_related("period").get(period=period, person=jonas)
    return open_dispute(
        person=jonas,
        statement=statement,
        node=_number_about(statement, "relationship"),
        words="Two hospitals changed hands in that quarter. Were they still counted as mine?",
    )


def _number_about(statement: Statement, words: str) -> str:
    """Give the first number of a statement whose name speaks of something."""
    names = [node.name for node in walk(from_json(statement.tree))]
    return next((name for name in names if words in name.casefold()), names[0])


def _calculate_the_present_one(stage: Stage) -> Scene:
    first = quarter_starts(stage.now, 0)
    yield min(_noon(first), stage.ago(hours=4))
    period = open_period(
        person=stage.people["fin"],
        name=quarter_name(first),
        first_on=first,
        last_on=quarter_starts(stage.now, -1) - dt.timedelta(days=1),
    )
    yield stage.ago(hours=1)
    calculate_period(person=stage.people["fin"], period=period)


def _think_of_next_year(stage: Stage) -> Scene:
    """Draft the second year, in which relationships weigh more; a director has to look at it."""
    yield stage.ago(days=2)
    fin = stage.people["fin"]
    present = Statement.objects.latest("id").plan_version
    draft = draft_plan(
        person=fin,
        effective_from=quarter_starts(stage.now, -1),
        like=present,
        programme_year=2,
    )
    change_draft(
        person=fin,
        plan_version=draft,
        weights={"quota": Fraction(31), "relationship": Fraction(24)},
    )


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), clock.company_zone())
