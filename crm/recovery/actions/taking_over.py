"""What a ticket takes over from one merged into it, besides its clock: how grave, the plan."""

from typing import Any

from accounts.models import Person
from crm.recovery.actions.raising import turn_back, turn_graver
from crm.recovery.actions.telling_plans import tell_plan_moved
from crm.recovery.models import Ticket
from crm.recovery.queries.planned import open_plans


def take_severity(main: Ticket, merged: Ticket) -> dict[str, Any] | None:
    """Make the main ticket as grave as the other; no clock is later than either had.

    Gives what it was, None where nothing is graver.
    """
    if merged.severity <= main.severity:
        return None
    return turn_graver(main, merged.severity, besides=merged.cycle)


def give_back_severity(main: Ticket, before: dict[str, Any] | None) -> None:
    """Undo `take_severity`."""
    if before:
        turn_back(main, before)


def move_plan(of: Ticket, to: Ticket, *, by: Person, only: int | None = None) -> int | None:
    """Let the surprise that is planned on one ticket be planned on another; gives which."""
    plans = open_plans().filter(cycle=of.cycle)
    plan = (plans.filter(pk=only) if only else plans).select_related("giver").first()
    if plan is None:
        return None
    plan.cycle = to.cycle
    plan.save()
    tell_plan_moved(of, to, plan, by=by)
    return plan.pk
