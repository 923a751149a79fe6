"""When an award's time begins and ends, and who won; plain arithmetic, no clock."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

#: Below this, who voted what could be guessed, and one voice would decide.
FEWEST_VOTERS: Final = 3
#: A use may be told for about a quarter; how it was received often shows only later.
USE_FRESH_DAYS: Final = 92
#: With fewer contacts, knowing one of them would be a fifth of the score or more.
FEWEST_CONTACTS: Final = 5
_PARTS: Final = 3
_Z: Final = Fraction(196, 100)
_FINE: Final = 10**9


class AwardKind(StrEnum):
    """Of a month, by colleagues' votes; and of a year, by how manuals are kept."""

    SECRET_AGENT = "secret_agent"  # noqa: S105 - an award, no password
    MANUAL_KEEPER = "manual_keeper"


class Outcome(StrEnum):
    """How an award ended."""

    WON = "won"
    NOBODY_NOMINATED = "nobody_nominated"
    NOBODY_VOTED = "nobody_voted"
    TOO_FEW = "too_few"
    NOBODY_KEPT = "nobody_kept"


def begins_on(kind: str, day: dt.date) -> dt.date:
    """Give the first day of the month or year a day lies in."""
    return day.replace(day=1) if kind == AwardKind.SECRET_AGENT else day.replace(month=1, day=1)


def next_begin(kind: str, begin: dt.date) -> dt.date:
    """Give the first day of the following month or year."""
    months = 1 if kind == AwardKind.SECRET_AGENT else 12
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def last_day(kind: str, begin: dt.date) -> dt.date:
    """Give the last day of the month or year that begins then."""
    return next_begin(kind, begin) - dt.timedelta(days=1)


def ends_at(kind: str, begin: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Give the instant (UTC) at which it is over: the midnight after its last day, in `zone`."""
    return dt.datetime.combine(next_begin(kind, begin), dt.time(), zone).astimezone(dt.UTC)


def begins_until(kind: str, first: dt.date, day: dt.date) -> Iterator[dt.date]:
    """Give every beginning from `first` to the month or year of `day`, both included."""
    begin = begins_on(kind, first)
    while begin <= day:
        yield begin
        begin = next_begin(kind, begin)


@dataclass(frozen=True)
class Tally:
    """How a vote ended; `winners` are stories in the order of their ids, several when they tie."""

    outcome: Outcome
    voters: int
    winners: tuple[int, ...] = ()


def tally(stories: Iterable[int], ballots: Iterable[int]) -> Tally:
    """Count a vote. stories: those that stand; ballots: the story each voter chose.

    A ballot for a story that stands no more does not count. Equal votes share the award.
    """
    standing = set(stories)
    votes = Counter(chosen for chosen in ballots if chosen in standing)
    voters = votes.total()
    if not standing:
        return Tally(Outcome.NOBODY_NOMINATED, 0)
    if not voters:
        return Tally(Outcome.NOBODY_VOTED, 0)
    if voters < FEWEST_VOTERS:
        return Tally(Outcome.TOO_FEW, voters)
    most = max(votes.values())
    return Tally(Outcome.WON, voters, tuple(sorted(s for s, n in votes.items() if n == most)))


@dataclass(frozen=True)
class Keeping:
    """How manuals are kept: of `contacts` people, of how many each is true, never of secrets.

    known: something they told us, or that is public or observed, is kept. fresh: it was told
    or confirmed within the year. shared: a colleague used it within the year and it was
    welcome. A second secret or use about the same contact adds nothing.
    """

    contacts: int = 0
    known: int = 0
    fresh: int = 0
    shared: int = 0

    def __add__(self, other: "Keeping") -> "Keeping":
        return Keeping(
            self.contacts + other.contacts,
            self.known + other.known,
            self.fresh + other.fresh,
            self.shared + other.shared,
        )

    @property
    def score(self) -> Fraction:
        """The mean of the three shares, exact; 0 without contacts."""
        if not self.contacts:
            return Fraction(0)
        return Fraction(self.known + self.fresh + self.shared, _PARTS * self.contacts)

    @property
    def is_enough(self) -> bool:
        """Whether there are so many contacts that a comparison says something."""
        return self.contacts >= FEWEST_CONTACTS


def best_keepers(keepers: Mapping[int, Keeping]) -> list[int]:
    """Give who kept best among those with enough contacts; equal scores share it.

    Nobody, when nobody has enough or nothing is known at all.
    """
    scores = {who: kept.score for who, kept in keepers.items() if kept.is_enough and kept.score}
    top = max(scores.values(), default=None)
    return sorted(who for who, score in scores.items() if score == top)


def interval(hits: int, n: int) -> tuple[int, int]:
    """Give the 95 % interval (Wilson) of a share in whole per cent; (0, 100) without any."""
    if not n:
        return 0, 100
    share, squared = Fraction(hits, n), _Z * _Z
    middle = share + squared / (2 * n)
    under = share * (1 - share) / n + squared / (4 * n * n)
    half = _Z * Fraction(math.isqrt(int(under * _FINE * _FINE)), _FINE)
    ends = ((middle + way * half) / (1 + squared / n) for way in (-1, 1))
    low, high = (min(100, max(0, round(100 * end))) for end in ends)
    return low, high
