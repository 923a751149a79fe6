"""The clocks the company set itself, what Sara wants to try next week, and who is on call."""

import datetime as dt
from dataclasses import replace

from crm import clock
from crm.home.demo.stage import Scene, Stage
from crm.recovery.actions import add_holiday, finish_lesson, plan_on_call, set_policy
from crm.recovery.models import Cycle
from crm.recovery.rules import DEFAULT_POLICY

_HOUR_S = 3600


def set_ladders(stage: Stage) -> Scene:
    """Give minor mishaps longer clocks, and publish a tighter ladder for serious ones."""
    yield stage.ago(days=160)
    longer = replace(DEFAULT_POLICY, respond_s=8 * _HOUR_S, recover_s=48 * _HOUR_S)
    set_policy(person=stage.people["olga"], severity=1, policy=longer)
    yield stage.ago(days=1, hours=3)
    rungs = tuple(
        replace(rung, tells=("owner", "team_lead", "service_lead"))
        if rung.key == "respond_soon"
        else rung
        for rung in DEFAULT_POLICY.rungs
    )
    set_policy(
        person=stage.people["sara"],
        severity=2,
        policy=replace(DEFAULT_POLICY, respond_s=3 * _HOUR_S, rungs=rungs),
        effective_from=stage.ahead(days=6),
    )


def plan_the_nights(stage: Stage) -> Scene:
    """Put three people on call for two weeks, with one night left open, and a day of rest."""
    yield stage.ago(days=2)
    service, sara = stage.teams["service"], stage.people["sara"]
    evening = stage.now.replace(hour=21, minute=0, second=0)
    for begins, days, who in ((-2, 4, "kim"), (2, 4, "tomas"), (7, 6, "kim")):
        from_at = evening + dt.timedelta(days=begins)
        until_at = from_at + dt.timedelta(days=days)
        plan_on_call(
            by=sara, team=service, person=stage.people[who], from_at=from_at, until_at=until_at
        )
    rest = stage.now.astimezone(clock.company_zone()).date() + dt.timedelta(days=9)
    add_holiday(by=sara, on=rest, name="Company day")
    yield stage.ago(hours=20)
    for lesson in Cycle.objects.filter(lesson_by_on__isnull=False).order_by("-id")[1:]:
        finish_lesson(person=sara, cycle=lesson)
