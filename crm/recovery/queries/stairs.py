"""The five steps on top of a ticket: who took each, when, and what is only half done."""

import datetime as dt
from dataclasses import dataclass

from django.utils import dateformat, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.recovery.models import Cycle, How, Step
from crm.recovery.queries.lasting import LastingFix
from crm.recovery.queries.planned import Plan


@dataclass(frozen=True)
class StepRow:
    """One of the five steps, for the row on top of the page.

    `half` is what is bridged: it stands for the step, and the lasting thing is still to come.
    """

    label: str | Promise
    detail: str = ""
    done: bool = False
    now: bool = False
    half: bool = False


def stairs_of(cycle: Cycle, plan: Plan | None, lasting: LastingFix | None) -> list[StepRow]:
    """Give the steps of the present cycle; the fix is what one is at while it is only bridged."""
    bridged = is_bridged(cycle)
    now = Step.FIX if bridged and cycle.step == Step.SURPRISE else cycle.step
    how = str(How(cycle.response_how).label) if cycle.response_how else ""
    settled = cycle.surprised_at is not None or bool(cycle.no_surprise_reason)
    return [
        StepRow(
            _("Responded"),
            _done(cycle.responded_by, cycle.responded_at, how, day=cycle.days_only)
            if cycle.responded_at
            else _by(cycle, cycle.respond_by),
            done=cycle.responded_at is not None,
            now=now == Step.RESPOND,
        ),
        StepRow(
            _("Fix"),
            _fix_detail(cycle, lasting),
            done=cycle.fixed_at is not None,
            now=now == Step.FIX,
            half=bridged,
        ),
        StepRow(
            _("Surprise"), _surprise_detail(cycle, plan), done=settled, now=now == Step.SURPRISE
        ),
        StepRow(
            _("Recovered"),
            _ended(cycle),
            done=cycle.recovered_at is not None,
            now=now == Step.RECOVER,
        ),
        StepRow(_("Ask again"), _("7 days after")),
    ]


def is_bridged(cycle: Cycle) -> bool:
    """Say whether it works again, and the promised lasting fix is not there yet."""
    promised = cycle.worked_around_at is not None and cycle.fix_promised_at is not None
    return promised and cycle.fixed_at is None


def at_time(at: dt.datetime) -> str:
    """Write a moment with its day, in the reader's zone."""
    return dateformat.format(timezone.localtime(at), "D j M, H:i")


def _fix_detail(cycle: Cycle, lasting: LastingFix | None) -> str:
    """Say who fixed it and when; what is owed of it comes behind."""
    until = ""
    if lasting and lasting.owed:
        day = dateformat.format(timezone.localtime(lasting.due_at), "D j M")
        until = _("lasting fix by %(day)s") % {"day": day}
    if cycle.fixed_at:
        told = _done(cycle.fixed_by, cycle.fixed_at, day=cycle.days_only)
    elif is_bridged(cycle):
        told = _("bridged")
    else:
        return ""
    return f"{told}; {until}" if until else told


def _surprise_detail(cycle: Cycle, plan: Plan | None) -> str:
    if cycle.surprised_at:
        return _done(cycle.surprised_by, cycle.surprised_at)
    if cycle.no_surprise_reason:
        return _("none, with a reason")
    if plan:
        return _("planned for %(time)s, %(name)s") % {
            "time": at_time(plan.due_at),
            "name": plan.giver,
        }
    return "" if cycle.fixed_at or is_bridged(cycle) else _("waits for the fix")


def _ended(cycle: Cycle) -> str:
    if cycle.recovered_at is None:
        return _by(cycle, cycle.recover_by)
    return _done(cycle.recovered_by, cycle.recovered_at, day=cycle.days_only)


def _done(person: Person | None, at: dt.datetime, how: str = "", *, day: bool = False) -> str:
    parts = [_day(at) if day else at_time(at), person.get_short_name() if person else "", how]
    return ", ".join(part for part in parts if part)


def _day(at: dt.datetime) -> str:
    return dateformat.format(at.astimezone(dt.UTC), "D j M Y")


def _by(cycle: Cycle, at: dt.datetime) -> str:
    return "" if cycle.days_only else _("by %(time)s") % {"time": at_time(at)}
