"""What a sweep reads of the tickets it holds: their rungs that are due, and what letters say.

Only what is needed, as plain rows: a sweep may find a hundred thousand rungs at once.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from accounts.models import Person
from crm.recovery.models import Cycle, RungState

_RUNGS = """
    select ticket_id, id, key, clock, place, at_pct, tells, persons, channels,
           held_in_quiet_hours, spared_if_owned, due_at
    from recovery_rung
    where ticket_id = any(%s) and state = 'waiting' and due_at < %s
      and (parked_until is null or parked_until <= %s)
"""
_TICKETS = """
    select t.id, t.customer_id, k.name, t.words, t.severity, t.owner_id, t.hidden_from_id,
           c.id, c.number, c.started_at, c.respond_by, c.recover_by, c.responded_at, c.recovered_at
    from recovery_ticket t join accounts_customer k on k.id = t.customer_id
    left join recovery_cycle c on c.id = t.present_id
    where t.id = any(%s) order by t.id
"""


@dataclass(slots=True, eq=False)
class DueRung:
    """A rung whose time has come, as it waits."""

    pk: int
    key: str
    clock: str
    place: int
    at_pct: str | None
    tells: Sequence[str]
    persons: Sequence[str]
    channels: Sequence[str]
    held_in_quiet_hours: bool
    spared_if_owned: bool
    due_at: dt.datetime
    state: str = RungState.WAITING.value


@dataclass(slots=True, eq=False)
class DueCycle:
    """The running cycle of a ticket with rungs that are due."""

    pk: int
    number: int
    started_at: dt.datetime
    respond_by: dt.datetime
    recover_by: dt.datetime
    responded_at: dt.datetime | None
    recovered_at: dt.datetime | None


@dataclass(slots=True, eq=False)
class DueTicket:
    """A ticket with rungs that are due; `owner` is learnt by `Audiences`."""

    pk: int
    customer_id: int
    customer_name: str
    words: str
    severity: int
    owner_id: int | None
    hidden_from_id: int | None
    present: DueCycle | None
    rungs: list[DueRung]
    owner: Person | None = None

    @property
    def cycle(self) -> DueCycle:
        """The cycle that runs now; a ticket without one is poison, and parked."""
        if self.present is None:
            raise Cycle.DoesNotExist
        return self.present


def due_tickets(ticket_ids: list[int], now: dt.datetime) -> list[DueTicket]:
    """Read the tickets that have due rungs, afresh, now that they are locked."""
    due: defaultdict[int, list[DueRung]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_RUNGS, [ticket_ids, now, now])
        for ticket_id, *told in cursor:
            told[5:8] = map(_listed, told[5:8])
            due[ticket_id].append(DueRung(*told))
        cursor.execute(_TICKETS, [list(due)])
        return [_ticket(row, due[row[0]]) for row in cursor]


@lru_cache(maxsize=1000)
def _listed(written: str) -> Any:
    """Read a list of the database once; many rungs have the same ones."""
    return json.loads(written)


def _ticket(row: tuple[Any, ...], rungs: list[DueRung]) -> DueTicket:
    present = DueCycle(*row[7:]) if row[7] else None
    return DueTicket(*(*row[:7], present, rungs))
