"""Telling a ticket's real history to a ladder it never had: the scenario that `play` reads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crm.recovery.rules.exact import write_instant
from crm.recovery.rules.ladder import (
    RECOVER,
    Policy,
    due_at,
    policy_as_mapping,
    rung_due_at,
    span_s,
)

#: A rung is due strictly after its instant; nothing shorter than this lies between two instants.
_JUST_AFTER: Final = timedelta(microseconds=1)
_ORDER: Final = {"report": 0, "reopen": 0, "assign": 1, "sweep": 3}


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One cycle as it really went. Nobody could climb before `known_at`, nor from `ended_at` on."""

    started_at: datetime
    known_at: datetime
    ended_at: datetime
    responded_at: datetime | None = None
    recovered_at: datetime | None = None
    appointments: Sequence[tuple[datetime, datetime]] = ()


def scenario_of(
    policy: Policy, turns: Sequence[Turn], owned: Iterable[tuple[datetime, bool]] = ()
) -> dict[str, object]:
    """Give the scenario of a policy over the turns of one ticket, swept whenever a rung is due.

    `owned` says from when on somebody owned the ticket, or nobody did.
    """
    events = [event for number, turn in enumerate(turns) for event in _of_turn(turn, number)]
    first = turns[0].started_at
    events += [("assign", max(at, first), {"owner": has_owner}) for at, has_owner in owned]
    events += [("sweep", at, {}) for turn in turns for at in _sweeps(policy, turn)]
    events.sort(key=lambda event: (event[1], _ORDER.get(event[0], 2)))
    return {
        "policy": policy_as_mapping(policy),
        "events": [{"type": kind, "at": write_instant(at), **more} for kind, at, more in events],
    }


_Event = tuple[str, datetime, dict[str, object]]


def _of_turn(turn: Turn, number: int) -> Iterator[_Event]:
    yield "reopen" if number else "report", turn.started_at, {}
    if turn.responded_at is not None:
        yield "respond", turn.responded_at, {}
    for made_at, until in turn.appointments:
        yield "appoint", max(made_at, turn.started_at), {"until": write_instant(until)}
    if turn.recovered_at is not None:
        yield "recover", turn.recovered_at, {}


def _sweeps(policy: Policy, turn: Turn) -> list[datetime]:
    """Give the instants just after a rung is due, before and after each appointment."""
    due = {rung_due_at(rung, policy, turn.started_at) for rung in policy.rungs}
    for made_at, until in turn.appointments:
        span = span_s(turn.started_at, until)
        due |= {
            max(made_at, due_at(turn.started_at, span, rung.at_pct))
            for rung in policy.rungs
            if rung.clock == RECOVER and rung.at_pct is not None
        }
    swept = {max(at, turn.known_at) + _JUST_AFTER for at in due}
    return sorted(at for at in swept if at < turn.ended_at)
