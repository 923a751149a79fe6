"""Play a policy over a history, with the same rules that running tickets follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Final

from crm.recovery.rules.climbing import (
    CLIMBED,
    SPARED,
    WAITING,
    is_breach,
    is_met,
    retimed,
    spared_by,
    sweep,
)
from crm.recovery.rules.exact import Exact, MalformedError, read_instant, write_instant
from crm.recovery.rules.ladder import (
    CLOCKS,
    RECOVER,
    RESPOND,
    Clock,
    Policy,
    deadlines,
    read_policy,
    rung_due_at,
)


@dataclass(slots=True, eq=False)
class _Step:
    key: str
    clock: Clock
    place: int
    at_pct: Exact | None
    due_at: datetime
    spared_if_owned: bool = False
    state: str = WAITING
    climbed_at: datetime | None = None


@dataclass(slots=True)
class _Cycle:
    number: int
    started_at: datetime
    by: dict[Clock, datetime]
    steps: list[_Step]
    done_at: dict[Clock, datetime] = field(default_factory=dict)
    breaches: set[Clock] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Event:
    kind: str
    at: datetime
    until: datetime | None
    has_owner: bool


@dataclass(slots=True)
class _Story:
    policy: Policy
    cycles: list[_Cycle] = field(default_factory=list)
    has_owner: bool = False
    notices: list[dict[str, object]] = field(default_factory=list)

    @property
    def cycle(self) -> _Cycle:
        return self.cycles[-1]


def play(scenario: object) -> dict[str, object]:
    """Return `{"cycles": [...], "notices": [...]}` for `{"policy": ..., "events": [...]}`.

    Instants are written in UTC. A malformed scenario raises `MalformedError`.
    """
    if not isinstance(scenario, Mapping):
        raise MalformedError("not_an_object")
    if "policy" not in scenario:
        raise MalformedError("policy_missing")
    policy = read_policy(scenario["policy"])
    if "events" not in scenario:
        raise MalformedError("events_missing")
    story = _Story(policy)
    for event in _read_events(scenario["events"]):
        _ACTS[event.kind](story, event)
    return {"cycles": [_cycle_as_told(cycle) for cycle in story.cycles], "notices": story.notices}


def _read_events(given: object) -> list[_Event]:
    if not isinstance(given, list):
        raise MalformedError("bad_events")
    events = [_read_event(event) for event in given]
    if not events or events[0].kind != "report":
        raise MalformedError("report_not_first")
    if any(event.kind == "report" for event in events[1:]):
        raise MalformedError("second_report")
    if any(later.at < earlier.at for earlier, later in pairwise(events)):
        raise MalformedError("events_out_of_order")
    return events


def _read_event(given: object) -> _Event:
    if not isinstance(given, Mapping):
        raise MalformedError("bad_event")
    kind = given.get("type")
    if not isinstance(kind, str) or kind not in _ACTS:
        raise MalformedError("unknown_event")
    until = read_instant(given.get("until")) if kind == "appoint" else None
    has_owner = given.get("owner") if kind == "assign" else False
    if not isinstance(has_owner, bool):
        raise MalformedError("bad_owner")
    return _Event(kind, read_instant(given.get("at")), until, has_owner)


def _begin(story: _Story, event: _Event) -> None:
    """Begin a cycle, at the report or a reopening; earlier ones stay as they are."""
    policy = story.policy
    steps = [
        _Step(
            rung.key,
            rung.clock,
            place,
            rung.at_pct,
            rung_due_at(rung, policy, event.at),
            rung.spared_if_owned,
        )
        for place, rung in enumerate(policy.rungs)
    ]
    story.cycles.append(_Cycle(len(story.cycles) + 1, event.at, deadlines(policy, event.at), steps))


def _record(story: _Story, event: _Event) -> None:
    """Let the first answer or recovery of a cycle stand; a second one changes nothing."""
    cycle = story.cycle
    clock: Clock = RESPOND if event.kind == "respond" else RECOVER
    if clock in cycle.done_at:
        return
    cycle.done_at[clock] = event.at
    if not is_met(cycle.by[clock], event.at):
        cycle.breaches.add(clock)
    for step in spared_by(cycle.steps, clock):
        step.state = SPARED


def _appoint(story: _Story, event: _Event) -> None:
    cycle = story.cycle
    if event.until is None or event.until <= cycle.started_at:
        raise MalformedError("bad_until")
    cycle.by[RECOVER] = event.until
    for step, moved_to in retimed(cycle.steps, started_at=cycle.started_at, until=event.until):
        step.due_at = moved_to


def _assign(story: _Story, event: _Event) -> None:
    """Say whether somebody owns the ticket from now on; nobody does until it is said."""
    story.has_owner = event.has_owner


def _sweep(story: _Story, event: _Event) -> None:
    cycle = story.cycle
    for clock in CLOCKS:
        if is_breach(cycle.by[clock], done=clock in cycle.done_at, now=event.at):
            cycle.breaches.add(clock)
    found = sweep(cycle.steps, now=event.at, done=cycle.done_at, has_owner=story.has_owner)
    for step in found.climbed:
        step.state, step.climbed_at = CLIMBED, event.at
    for step in found.spared:
        step.state = SPARED
    if found.climbed:
        keys = [step.key for step in found.climbed]
        story.notices.append({"at": write_instant(event.at), "rungs": keys, "highest": keys[-1]})


_ACTS: Final[Mapping[str, Callable[[_Story, _Event], None]]] = {
    "report": _begin,
    "reopen": _begin,
    "respond": _record,
    "recover": _record,
    "appoint": _appoint,
    "assign": _assign,
    "sweep": _sweep,
}


def _cycle_as_told(cycle: _Cycle) -> dict[str, object]:
    return {
        "cycle": cycle.number,
        "respond_by": write_instant(cycle.by[RESPOND]),
        "recover_by": write_instant(cycle.by[RECOVER]),
        "responded_at": write_instant(cycle.done_at.get(RESPOND)),
        "recovered_at": write_instant(cycle.done_at.get(RECOVER)),
        "breaches": sorted(cycle.breaches),
        "rungs": [
            {
                "key": step.key,
                "due_at": write_instant(step.due_at),
                "state": step.state,
                "climbed_at": write_instant(step.climbed_at),
            }
            for step in cycle.steps
        ],
    }
