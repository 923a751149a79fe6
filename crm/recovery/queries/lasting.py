"""The lasting fix that was promised with a workaround: by when, and whether it is owed still."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from crm.recovery.models import Ticket
from secrets_manual.models import Promise
from secrets_manual.rules.promises import PromiseState


@dataclass(frozen=True)
class LastingFix:
    """When it is promised for, as it stands now; `owed` until that promise is kept or broken."""

    due_at: dt.datetime
    owed: bool
    kept: bool


def lasting_fix_of(ticket: Ticket, promises: Iterable[Promise]) -> LastingFix | None:
    """Give the lasting fix promised in the present cycle; None where none was.

    `promises` are the ticket's. Where none stands in the manual, as on a ticket born of a
    card, the cycle itself knows whether the fix that was recorded was the promised one.
    """
    cycle = ticket.cycle
    if cycle.fix_promised_at is None:
        return None
    for promise in promises:
        if is_of_fix(promise, ticket):
            state = promise.state
            return LastingFix(
                due_at=promise.due_at,
                owed=state == PromiseState.OPEN,
                kept=state in {PromiseState.KEPT, PromiseState.LATE},
            )
    owed = cycle.fixed_at is None or cycle.fix_still_owed
    return LastingFix(due_at=cycle.fix_promised_at, owed=owed, kept=not owed)


def is_of_fix(promise: Promise, ticket: Ticket) -> bool:
    """Tell whether it is the promise of the lasting fix: made for that time, with its number."""
    first = promise.first_due_at or promise.due_at
    return first == ticket.cycle.fix_promised_at and f"OOPS {ticket.pk}" in promise.words
