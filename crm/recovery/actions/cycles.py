"""Starting a cycle: both deadlines and a copy of the ladder, from the policy of that instant."""

import datetime as dt
from collections.abc import Mapping

from crm.recovery import rules
from crm.recovery.models import Cycle, Rung, RungState, Ticket
from crm.recovery.queries import policy_at


def new_cycle(
    policy: rules.Policy,
    *,
    number: int,
    started_at: dt.datetime,
    imported: bool = False,
    times: Mapping[str, dt.datetime | None] | None = None,
) -> Cycle:
    """Make a cycle, not yet saved and of no ticket, with both deadlines of the policy.

    `times` are what an imported ticket brings along; None among them is left out.
    """
    by = rules.deadlines(policy, started_at)
    cycle = Cycle(
        number=number,
        is_imported=imported,
        started_at=started_at,
        respond_by=by[rules.RESPOND],
        recover_by=by[rules.RECOVER],
        policy=rules.policy_as_mapping(policy),
    )
    for name, at in (times or {}).items():
        if at is not None:
            setattr(cycle, name, at)
    return cycle


def new_rungs(cycle: Cycle, policy: rules.Policy, state: RungState) -> list[Rung]:
    """Make the rungs of a saved cycle, not yet saved."""
    start = cycle.started_at
    return [
        rung_of(cycle, place, rung, rules.rung_due_at(rung, policy, start), state)
        for place, rung in enumerate(policy.rungs)
    ]


def start_cycle(
    ticket: Ticket,
    *,
    number: int,
    started_at: dt.datetime,
    imported: bool = False,
    times: Mapping[str, dt.datetime | None] | None = None,
) -> Cycle:
    """Start the clocks of a saved ticket and make the new cycle its present one."""
    policy = policy_at(ticket.severity, started_at)
    cycle = new_cycle(policy, number=number, started_at=started_at, imported=imported, times=times)
    cycle.ticket = ticket
    cycle.full_clean()
    cycle.save()
    state = RungState.STALE if imported else RungState.WAITING
    Rung.objects.bulk_create(new_rungs(cycle, policy, state))
    ticket.present = cycle
    ticket.save(update_fields=["present"])
    return cycle


def rung_of(
    cycle: Cycle,
    place: int,
    rung: rules.Rung,
    due_at: dt.datetime,
    state: RungState = RungState.WAITING,
) -> Rung:
    """Make a rung of a saved cycle as a policy says, not yet saved."""
    return Rung(
        ticket_id=cycle.ticket_id,
        cycle=cycle,
        key=rung.key,
        clock=rung.clock,
        place=place,
        at_pct=None if rung.at_pct is None else str(rung.at_pct),
        tells=list(rung.tells),
        persons=list(rung.persons),
        channels=list(rung.channels),
        held_in_quiet_hours=rung.held_in_quiet_hours,
        spared_if_owned=rung.spared_if_owned,
        due_at=due_at,
        state=state,
    )
