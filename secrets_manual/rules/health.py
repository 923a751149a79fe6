"""How a relationship stands: one of four words, and the evidence for it.

Plain arithmetic over the days on which we talked. It is never a number on a page, it is not
known below three touches, and it never feeds pay: nothing of compensation imports this.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise
from statistics import median
from typing import Final

FEWEST_TOUCHES: Final = 3
FEWEST_PEOPLE: Final = 2
IN_A_ROW: Final = 3
#: The rhythm follows the last so many gaps, so that an old habit fades.
LATEST_GAPS: Final = 8
#: A project with daily calls does not make a quiet week a bad sign, nor is twice a year silence.
SHORTEST_RHYTHM: Final = 7
LONGEST_RHYTHM: Final = 182
#: Older talks say little about today.
HORIZON: Final = dt.timedelta(days=730)
#: Written words that nobody answered went one way only.
WRITTEN: Final = frozenset({"letter", "chat"})


class Health(StrEnum):
    """The four states, and the honest fifth."""

    UNKNOWN = "unknown"
    NEEDS_CARE = "needs_care"
    COOLING = "cooling"
    WARM = "warm"
    STRONG = "strong"


class Reason(StrEnum):
    """What holds a state down, beside the silence."""

    MISHAP = "mishap"
    WE_STARTED = "we_started"
    TENSE = "tense"
    NEVER_THEY = "never_they"


class _Level(IntEnum):
    NEEDS_CARE = 0
    COOLING = 1
    WARM = 2
    STRONG = 3


#: How far the silence may go beyond the rhythm, in halves of it, before the next state down.
_LIMITS: Final = ((2, _Level.STRONG), (3, _Level.WARM), (5, _Level.COOLING))


@dataclass(frozen=True)
class Touch:
    """One talk that went both ways: the day, who started it ("us", "them", "") and how it felt."""

    on: dt.date
    started_by: str = ""
    felt: str = ""


@dataclass(frozen=True)
class Verdict:
    """How it stands and why. `n` counts days with a talk; several talks on a day are one touch.

    `usual_days` and `silent_days` are 0 where there is no rhythm yet.
    """

    state: Health
    n: int
    last: Touch | None = None
    usual_days: int = 0
    silent_days: int = 0
    mishaps: int = 0
    reasons: tuple[Reason, ...] = ()

    @property
    def due_on(self) -> dt.date | None:
        """The day on which the usual gap is over."""
        if self.last is None or not self.usual_days:
            return None
        return self.last.on + dt.timedelta(days=self.usual_days)


def is_two_way(kind: str, *, started_by: str, answered: bool) -> bool:
    """Say whether a talk counts: spoken ones do, written ones when they wrote or answered."""
    return kind not in WRITTEN or started_by == "them" or answered


def verdict_of(touches: Iterable[Touch], *, today: dt.date, mishaps: int = 0) -> Verdict:
    """Judge a relationship by its talks until today and by the open mishaps one may read of."""
    days = _by_day(touch for touch in touches if touch.on <= today)
    last = days[-1] if days else None
    if len(days) < FEWEST_TOUCHES or last is None:
        return Verdict(Health.UNKNOWN, len(days), last, mishaps=mishaps)
    usual = usual_gap([touch.on for touch in days])
    silent = (today - last.on).days
    latest = days[-IN_A_ROW:]
    reasons = tuple(_reasons(latest, mishaps))
    level = _level_of(silent, usual) - len({Reason.WE_STARTED, Reason.TENSE} & set(reasons))
    if {Reason.MISHAP, Reason.NEVER_THEY} & set(reasons):
        level = min(level, _Level.WARM)
    state = Health[_Level(max(level, _Level.NEEDS_CARE)).name]
    return Verdict(state, len(days), last, usual, silent, mishaps, reasons)


def usual_gap(days: list[dt.date]) -> int:
    """Give the median of the latest gaps between days in order, kept within sense."""
    gaps = [(later - earlier).days for earlier, later in pairwise(days)][-LATEST_GAPS:]
    return min(LONGEST_RHYTHM, max(SHORTEST_RHYTHM, round(median(gaps))))


def is_single_threaded(people: Collection[int]) -> bool:
    """Say whether fewer than two people there are known: one resignation away from none."""
    return len(set(people)) < FEWEST_PEOPLE


def _by_day(touches: Iterable[Touch]) -> list[Touch]:
    """Make one touch of each day; they started it when they started any talk of that day."""
    days: dict[dt.date, Touch] = {}
    for touch in touches:
        before = days.get(touch.on)
        starts = {touch.started_by, before.started_by if before else ""}
        started_by = next((who for who in ("them", "us") if who in starts), "")
        felt = touch.felt or (before.felt if before else "")
        days[touch.on] = Touch(touch.on, started_by, felt)
    return [days[on] for on in sorted(days)]


def _reasons(latest: list[Touch], mishaps: int) -> Iterable[Reason]:
    starts = [touch.started_by for touch in latest]
    if mishaps:
        yield Reason.MISHAP
    if starts == ["us"] * IN_A_ROW:
        yield Reason.WE_STARTED
    elif "them" not in starts:
        yield Reason.NEVER_THEY
    if latest[-1].felt == "tense":
        yield Reason.TENSE


def _level_of(silent: int, usual: int) -> int:
    return next((level for halves, level in _LIMITS if 2 * silent <= halves * usual), 0)
