"""Who reads and who sets the clocks, ladders, causes and the rota."""

import datetime as dt
import itertools

from crm import clock
from crm.recovery import actions
from crm.recovery.rules import DEFAULT_POLICY
from tests.house.access import Place, Row
from tests.house.access.recovery import ticket_of
from tests.recovery.editing import as_sent

# What a row makes stays until its table is done, so none may be in the way of the next.
_numbers = itertools.count(1)
READERS = "rep service lead manager director admin"


def _severity(_place: Place) -> dict[str, object]:
    return {"severity": 2}


def _coming(place: Place) -> dict[str, object]:
    later = clock.now() + dt.timedelta(days=next(_numbers))
    policy = actions.set_policy(
        person=None, severity=1, policy=DEFAULT_POLICY, effective_from=later
    )
    return {"pk": policy.pk}


def _publish(_place: Place) -> dict[str, object]:
    return as_sent(DEFAULT_POLICY, do="publish")


def _said(place: Place) -> dict[str, object]:
    words = f"Unreadable label {next(_numbers)}"
    actions.set_cause(person=None, ticket=ticket_of(place), cause=None, words=words)
    return {"words": words, "name": words}


def _cause(_place: Place) -> dict[str, object]:
    name = f"Packed wrongly {next(_numbers)}"
    return {"pk": actions.add_cause(person=None, name=name).pk}


def _span(place: Place) -> dict[str, object]:
    begins = clock.now() + dt.timedelta(days=7 * next(_numbers))
    return {
        "team": place.company.service,
        "person": place.company.kim,
        "from_at": begins,
        "until_at": begins + dt.timedelta(days=7),
    }


def _on_call(place: Place) -> dict[str, object]:
    return {"pk": actions.plan_on_call(by=None, **_span(place)).pk}


def _planned(place: Place) -> dict[str, object]:
    return {
        name: getattr(value, "pk", None) or f"{value:%Y-%m-%dT%H:%M}"
        for name, value in _span(place).items()
    }


def _holiday(_place: Place) -> dict[str, object]:
    day = clock.today() + dt.timedelta(days=100 + next(_numbers))
    return {"pk": actions.add_holiday(by=None, on=day, name="Company day").pk}


def _lesson(place: Place) -> dict[str, object]:
    ticket = ticket_of(place)
    actions.learn_lesson(
        person=None, ticket=ticket, change="Pack by list", owner=place.company.kim,
        by_on=clock.today(),
    )  # fmt: skip
    return {"pk": ticket.cycle.pk}


TICKET_ROLES = "rep service lead manager director"
DIRECTOR_ONLY = {"director": 302, "else": 403}
# Lea leads a team that sells; who leads service may, and is tried with the pages themselves.
ROWS = [
    Row(name="settings_recovery", answers={READERS: 200, "else": 403}),
    Row(name="ladder_edit", kwargs=_severity, answers={"director": 200, "else": 403}),
    Row(
        name="ladder_edit",
        kwargs=_severity,
        method="post",
        body=_publish,
        answers={"director": 302, "else": 403},
    ),
    Row(
        name="policy_withdraw",
        kwargs=_coming,
        method="post",
        answers={"director": 302, "else": 403},
    ),
    Row(name="causes", answers={TICKET_ROLES: 200, "else": 403}),
    Row(
        name="causes",
        method="post",
        body=lambda _place: {"name": "Wrong part"},
        answers={"lead manager director": 302, "else": 403},
    ),
    Row(name="cause", kwargs=_cause, answers={TICKET_ROLES: 200, "else": 403}),
    Row(
        name="cause",
        kwargs=_cause,
        method="post",
        body=lambda _place: {"name": "Wrong part"},
        answers={"lead manager director": 302, "else": 403},
    ),
    Row(
        name="cause_retire",
        kwargs=_cause,
        method="post",
        body=lambda _place: {"active": "no"},
        answers={"lead manager director": 302, "else": 403},
    ),
    Row(
        name="cause_said",
        method="post",
        body=_said,
        answers={"lead manager": (302, 302, 422), "director": 302, "else": 403},
    ),
    Row(name="rota", answers={READERS: 200, "else": 403}),
    Row(name="rota_plan", method="post", body=_planned, answers=DIRECTOR_ONLY),
    Row(name="rota_end", kwargs=_on_call, method="post", answers=DIRECTOR_ONLY),
    Row(
        name="holiday_new",
        method="post",
        body=lambda _place: {"on": "2026-12-24", "name": "Christmas Eve"},
        answers=DIRECTOR_ONLY,
    ),
    Row(name="holiday_remove", kwargs=_holiday, method="post", answers=DIRECTOR_ONLY),
    Row(name="lessons", answers={TICKET_ROLES: 200, "else": 403}),
    Row(
        name="lesson_done",
        kwargs=_lesson,
        method="post",
        answers={
            "service director": 302,
            "rep": (403, 404, 404),
            "lead manager": (302, 302, 404),
            "else": 403,
        },
    ),
]
