"""What a graver severity does to a running cycle: its clocks and rungs move earlier or stay.

Both clocks are those the policy of the graver severity would have given from the start: the
customer's hours have run since then. A later time that they asked for stays theirs.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from crm.recovery.rules.climbing import WAITING, LadderStep
from crm.recovery.rules.ladder import (
    CLOCKS,
    RECOVER,
    RESPOND,
    Clock,
    Policy,
    Rung,
    deadlines,
    due_at,
    rung_due_at,
    span_s,
)


class NamedStep(LadderStep, Protocol):
    """A rung of one ticket and cycle that is known by its key."""

    @property
    def key(self) -> str: ...


_Step = TypeVar("_Step", bound=NamedStep)


@dataclass(frozen=True, slots=True)
class Raised(Generic[_Step]):
    """The clocks as they are now, and the ladder.

    `moved` are waiting rungs with their time and, where the graver ladder has them too, what it
    says of them; `added` are its other rungs with their place and time.
    """

    until: Mapping[Clock, datetime]
    moved: list[tuple[_Step, datetime, Rung | None]]
    added: list[tuple[int, Rung, datetime]]


def raised(
    steps: Iterable[_Step],
    policy: Policy,
    *,
    started_at: datetime,
    until: Mapping[Clock, datetime],
    done: Collection[str] = (),
    asked_later: bool = False,
) -> Raised[_Step]:
    """Turn a cycle to the policy of a graver severity.

    `until` are its clocks so far, `done` names those whose step is recorded; `asked_later` says
    that the customer chose the time to recover themselves.
    """
    found = list(steps)
    fixed = {*done, *([RECOVER] if asked_later else [])}
    new = deadlines(policy, started_at)
    turned: dict[Clock, datetime] = {
        clock: until[clock] if clock in fixed else min(until[clock], new[clock]) for clock in CLOCKS
    }
    by_key = {rung.key: rung for rung in policy.rungs}
    moved = [
        (step, min(step.due_at, _due(by_key.get(step.key, step), policy, started_at, turned)),
         by_key.get(step.key))
        for step in found
        if step.state == WAITING and step.clock not in done
    ]  # fmt: skip
    known = {step.key for step in found}
    added = [
        (place, rung, _due(rung, policy, started_at, turned))
        for place, rung in enumerate(policy.rungs)
        if rung.key not in known and rung.clock not in done
    ]
    return Raised(turned, moved, added)


def _due(
    point: Rung | NamedStep, policy: Policy, started_at: datetime, until: Mapping[Clock, datetime]
) -> datetime:
    """Give when a rung is due: at its share of the clock as it is now, or at its fixed time."""
    if point.at_pct is not None:
        clock: Clock = RESPOND if point.clock == RESPOND else RECOVER
        return due_at(started_at, span_s(started_at, until[clock]), point.at_pct)
    return rung_due_at(point, policy, started_at) if isinstance(point, Rung) else point.due_at
