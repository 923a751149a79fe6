"""A mishap proves graver than it was told: its severity rises, and its clocks with it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import stand_in_for
from crm import clock
from crm.errors import RuleBrokenError
from crm.recovery import rules
from crm.recovery.actions.acts import (
    course_of,
    locked,
    one_act,
    record_breach,
    refuse_step,
    save_cycle,
    touch,
    write_down,
)
from crm.recovery.actions.cycles import rung_of
from crm.recovery.actions.telling import tell_of
from crm.recovery.models import Cycle, Rung, RungState, Ticket
from crm.recovery.queries import Audiences, policy_at

#: What a waiting rung takes over from the graver ladder, besides its time.
_SAID = ("at_pct", "tells", "persons", "channels", "held_in_quiet_hours", "spared_if_owned")


def raise_severity(*, person: Person, ticket: Ticket, severity: int, reason: str) -> Ticket:
    """Make a ticket graver, with the reason; no clock moves later, and it is never lowered.

    Its clocks become those of the graver severity from its beginning; one that is over already
    is a breach.
    """
    with one_act():
        row = locked(person, ticket)
        refuse_step("raise", course_of(row, person), row.cycle)
        _refuse(row, severity, reason)
        before = row.severity
        turn_graver(row, severity)
        record_missed(row.cycle)
        touch(row)
        write_down(
            "severity_raised",
            row,
            person,
            words={"reason": reason.strip()},
            before=before,
            severity=severity,
            respond_by=row.cycle.respond_by,
            recover_by=row.cycle.recover_by,
        )
        _tell(row, person, reason.strip())
        return row


def turn_graver(ticket: Ticket, severity: int, *, besides: Cycle | None = None) -> dict[str, Any]:
    """Turn the present cycle to a graver severity, not yet saved on the ticket.

    Its clocks are no later than those `besides`. Gives what it was, for `turn_back`.
    """
    cycle = ticket.cycle
    waiting = list(cycle.rungs.filter(state=RungState.WAITING))
    before: dict[str, Any] = {
        "severity": ticket.severity,
        "respond_by": cycle.respond_by.isoformat(),
        "recover_by": cycle.recover_by.isoformat(),
        "policy": cycle.policy,
        "rungs": {
            str(rung.pk): {name: getattr(rung, name) for name in _SAID}
            | {"due_at": rung.due_at.isoformat()}
            for rung in waiting
        },
        "made": [],
    }
    ticket.severity = severity
    if not cycle.is_imported:  # what an older system told has no ladder of ours
        before["made"] = _turn(cycle, policy_at(severity, cycle.started_at), besides or cycle)
    return before


def turn_back(ticket: Ticket, before: Mapping[str, Any]) -> None:
    """Make a cycle what it was before `turn_graver`; what was climbed since stays."""
    cycle = ticket.cycle
    ticket.severity = before["severity"]
    for name in ("respond_by", "recover_by"):
        setattr(cycle, name, dt.datetime.fromisoformat(before[name]))
    cycle.policy = before["policy"]
    save_cycle(cycle)
    cycle.rungs.filter(pk__in=before["made"]).exclude(state=RungState.CLIMBED).delete()
    rungs = list(cycle.rungs.filter(state=RungState.WAITING, pk__in=before["rungs"]))
    for rung in rungs:
        was = before["rungs"][str(rung.pk)]
        for name in _SAID:
            setattr(rung, name, was[name])
        rung.due_at = dt.datetime.fromisoformat(was["due_at"])
    Rung.objects.bulk_update(rungs, [*_SAID, "due_at"])


def record_missed(cycle: Cycle) -> None:
    """Record the clocks that are found to be over, once they were moved."""
    now = clock.database_now()
    if cycle.is_imported:
        return
    if rules.is_breach(cycle.respond_by, done=cycle.responded_at is not None, now=now):
        record_breach(cycle, rules.RESPOND, cycle.respond_by)
    if rules.is_breach(cycle.recover_by, done=False, now=now):
        record_breach(cycle, rules.RECOVER, cycle.recover_by)


def _turn(cycle: Cycle, policy: rules.Policy, besides: Cycle) -> list[int]:
    """Save the clocks and the ladder of a policy; gives the rungs that are new."""
    until: dict[rules.Clock, dt.datetime] = {
        rules.RESPOND: min(cycle.respond_by, besides.respond_by),
        rules.RECOVER: min(cycle.recover_by, besides.recover_by),
    }
    found = rules.raised(
        cycle.rungs.all(),
        policy,
        started_at=cycle.started_at,
        until=until | ({rules.RESPOND: cycle.respond_by} if cycle.responded_at else {}),
        done=[rules.RESPOND] if cycle.responded_at else [],
        asked_later=cycle.appointments.exists(),
    )
    cycle.respond_by, cycle.recover_by = found.until[rules.RESPOND], found.until[rules.RECOVER]
    cycle.policy = rules.policy_as_mapping(policy)
    save_cycle(cycle)
    moved = [_moved(*each) for each in found.moved]
    Rung.objects.bulk_update(moved, [*_SAID, "due_at"])
    made = [rung_of(cycle, place, rung, due_at) for place, rung, due_at in found.added]
    return [rung.pk for rung in Rung.objects.bulk_create(made)]


def _moved(row: Rung, due_at: dt.datetime, said: rules.Rung | None) -> Rung:
    row.due_at = due_at
    if said is not None:
        fresh = rung_of(row.cycle, row.place, said, due_at)
        for name in _SAID:
            setattr(row, name, getattr(fresh, name))
    return row


def _refuse(ticket: Ticket, severity: int, reason: str) -> None:
    if severity <= ticket.severity:
        raise RuleBrokenError(
            _("It is as grave as that already. A severity only rises."), "recovery.not_graver",
            field="severity", status=400,
        )  # fmt: skip
    if not reason.strip():
        raise RuleBrokenError(
            _("Say why it is graver."), "recovery.reason_needed", field="reason", status=400
        )


def _tell(ticket: Ticket, by: Person, reason: str) -> None:
    """Tell who looks after it and who is in charge, but for who did it."""
    now = clock.now()
    people = {one.pk: one for one in Audiences(now).in_charge(ticket)}
    if ticket.owner is not None:
        one = stand_in_for(ticket.owner, now)
        people[one.pk] = one
    for pk in (by.pk, ticket.hidden_from_id):
        people.pop(pk or 0, None)
    tell_of("raised", ticket, list(people.values()), once=f"raised:{ticket.version}", said=reason)
