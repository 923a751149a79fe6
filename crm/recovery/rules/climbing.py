"""What a sweep, a step and an appointment do to the rungs of one ticket and cycle.

The functions take rows of any kind that has the attributes of `LadderStep`: the database's
rows in the actions, plain ones in `play`. They decide and change nothing; the caller writes.
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, Literal, Protocol, TypeVar

from crm.recovery.rules.exact import Exact
from crm.recovery.rules.ladder import RECOVER, due_at, span_s

StepState = Literal["waiting", "climbed", "spared", "stale"]
WAITING: Final = "waiting"
CLIMBED: Final = "climbed"
SPARED: Final = "spared"
STALE: Final = "stale"


class LadderStep(Protocol):
    """A rung of one ticket and cycle; `place` is its position in the policy, from 0."""

    @property
    def clock(self) -> str: ...
    @property
    def place(self) -> int: ...
    @property
    def at_pct(self) -> Exact | None: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def state(self) -> str: ...
    @property
    def spared_if_owned(self) -> bool: ...


_Step = TypeVar("_Step", bound=LadderStep)
_Person = TypeVar("_Person", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sweep(Generic[_Step]):
    """What one sweep found: both lists by due time, ties in the policy's order."""

    climbed: list[_Step]
    spared: list[_Step]


def is_met(deadline: datetime, done_at: datetime) -> bool:
    """Done at the deadline's own instant is met; a microsecond later is a breach."""
    return done_at <= deadline


def is_breach(deadline: datetime, *, done: bool, now: datetime) -> bool:
    """Tell whether a sweep finds a breach; a step already done was judged when recorded."""
    return not done and now > deadline


def is_due(step: LadderStep, now: datetime) -> bool:
    """Due strictly after its instant, so that a step done at the deadline comes first."""
    return step.state == WAITING and now > step.due_at


def in_due_order(steps: Iterable[_Step]) -> list[_Step]:
    return sorted(steps, key=lambda step: (step.due_at, step.place))


def sweep(
    steps: Iterable[_Step], *, now: datetime, done: Collection[str], has_owner: bool = False
) -> Sweep[_Step]:
    """Divide the due rungs into climbed and spared.

    `done` names the clocks whose step is recorded, however late. Rungs of earlier cycles
    must not be handed in.
    """
    due = in_due_order(step for step in steps if is_due(step, now))
    spared = [step for step in due if step.clock in done or (step.spared_if_owned and has_owner)]
    return Sweep(climbed=[step for step in due if step not in spared], spared=spared)


def spared_by(steps: Iterable[_Step], clock: str) -> list[_Step]:
    """List the waiting rungs that the step of this clock spares, due or not."""
    return [step for step in steps if step.state == WAITING and step.clock == clock]


def left_when_cycle_ends(steps: Iterable[_Step]) -> list[_Step]:
    """List the rungs that become stale when their cycle ends without their step."""
    return [step for step in steps if step.state == WAITING]


def retimed(
    steps: Iterable[_Step], *, started_at: datetime, until: datetime
) -> list[tuple[_Step, datetime]]:
    """Pair each rung that an appointment moves with its new due time.

    Only waiting rungs of the recover clock that stand at a share of it move: the share is
    taken of the span from the cycle's start to `until`. A rung at a fixed time after the
    start keeps it.
    """
    seconds = span_s(started_at, until)
    return [
        (step, due_at(started_at, seconds, step.at_pct))
        for step in steps
        if step.state == WAITING and step.clock == RECOVER and step.at_pct is not None
    ]


def one_notice_each(
    climbed: Iterable[tuple[_Step, Iterable[_Person]]],
) -> dict[_Person, _Step]:
    """Choose for each person the latest due of the rungs climbed at once that tell them.

    Equal due times: the later one in the policy's order.
    """
    told: dict[_Person, _Step] = {}
    for step, persons in climbed:
        for person in persons:
            best = told.get(person)
            if best is None or (step.due_at, step.place) > (best.due_at, best.place):
                told[person] = step
    return told
