"""Who is handed a ticket nobody took: fit and fair, the same for whoever asks.

Somebody who speaks the customer's language or knows the cause comes first, unless they carry
much more than the others; then whoever has least in hand, then whoever was given nothing for
the longest time. No figure of this is ever kept of a person.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

#: What an open ticket weighs in somebody's hands, by its severity.
WEIGHTS: Final[Mapping[int, int]] = {1: 1, 2: 2, 3: 4}
#: So much more than the least loaded may somebody carry, and still be chosen for being fit.
MORE_IF_FIT: Final = 4
_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hand:
    """Somebody who could take a ticket; `load` is the weight of what is open with them.

    `turns` counts what they got while many tickets are shared out at once.
    """

    key: int
    load: int = 0
    open: int = 0
    languages: frozenset[str] = frozenset()
    causes: frozenset[int] = frozenset()
    is_away: bool = False
    is_at_work: bool = True
    given_at: datetime | None = None
    turns: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A ticket to be handed out; `not_to` are those who passed it on, or must not know of it."""

    key: int
    severity: int
    due_at: datetime
    language: str = ""
    cause: int | None = None
    not_to: Collection[int] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Choice:
    """Who takes it, and why: what made them fit, and whether nobody has less in hand."""

    task: Task
    hand: Hand
    speaks: bool
    knows: bool
    is_least_loaded: bool


def choose(task: Task, hands: Iterable[Hand], *, only_at_work: bool = False) -> Choice | None:
    """Choose who takes a ticket; None where nobody can.

    Whoever is away is never chosen. Who rests now is, while nobody is at work, unless
    `only_at_work`.
    """
    there = [one for one in hands if not one.is_away and one.key not in task.not_to]
    working = [one for one in there if one.is_at_work]
    able = working if working or only_at_work else there
    if not able:
        return None
    least = min(one.load for one in able)
    light = [one for one in able if one.load <= least + MORE_IF_FIT]
    chosen = min(light, key=lambda one: _order(task, one))
    return Choice(task, chosen, _speaks(task, chosen), _knows(task, chosen), chosen.load == least)


def share_out(
    tasks: Iterable[Task], hands: Iterable[Hand], *, only_at_work: bool = False
) -> list[Choice]:
    """Hand out many tickets, the most urgent first; each adds to the load of who takes it."""
    now_in = {one.key: one for one in hands}
    made: list[Choice] = []
    for task in sorted(tasks, key=lambda one: (one.due_at, one.key)):
        choice = choose(task, now_in.values(), only_at_work=only_at_work)
        if choice is None:
            continue
        made.append(choice)
        hand = choice.hand
        now_in[hand.key] = replace(
            hand,
            load=hand.load + WEIGHTS[task.severity],
            open=hand.open + 1,
            turns=hand.turns + 1,
        )
    return made


def _order(task: Task, hand: Hand) -> tuple[bool, bool, int, int, datetime, int]:
    return (
        not _speaks(task, hand),
        not _knows(task, hand),
        hand.load,
        hand.turns,
        hand.given_at or _NEVER,
        hand.key,
    )


def _speaks(task: Task, hand: Hand) -> bool:
    return bool(task.language) and task.language in hand.languages


def _knows(task: Task, hand: Hand) -> bool:
    return task.cause is not None and task.cause in hand.causes
