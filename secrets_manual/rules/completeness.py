"""How much of what could be known is known, and how much of it is still sure. Never pay.

These figures help a keeper to see what to ask next. They are no score: nothing here adds up
to one number, and compensation may not read them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from secrets_manual.rules.kinds import ORGANISATION_KINDS, Kind, is_about_organisation

PERSON_KINDS: Final = tuple(kind for kind in Kind if not is_about_organisation(kind))
ITS_KINDS: Final = tuple(kind for kind in Kind if kind in ORGANISATION_KINDS)
STALE_AFTER: Final = dt.timedelta(days=90)


@dataclass(frozen=True)
class Completeness:
    """Of the kinds that apply, which are known, and which are not, in the bank's order."""

    known: tuple[Kind, ...]
    missing: tuple[Kind, ...]

    @property
    def of(self) -> int:
        return len(self.known) + len(self.missing)


def completeness(kinds: Iterable[str], *, about_organisation: bool) -> Completeness:
    """Say which of the kinds of a person, or of an organisation, something is known of."""
    there = frozenset(kinds)
    apply = ITS_KINDS if about_organisation else PERSON_KINDS
    return Completeness(
        tuple(kind for kind in apply if kind in there),
        tuple(kind for kind in apply if kind not in there),
    )


@dataclass(frozen=True)
class Freshness:
    """How many of the secrets were confirmed within their review period, and the oldest word."""

    fresh: int
    of: int
    oldest_on: dt.date | None
    latest_on: dt.date | None


def freshness(leaves: Iterable[tuple[dt.date, dt.date | None, int]], today: dt.date) -> Freshness:
    """Count what is sure, from (last confirmed on, to be reviewed on, reviews missed)."""
    rows = list(leaves)
    days = [confirmed_on for confirmed_on, _review_on, _missed in rows]
    fresh = sum(
        review_on is not None and review_on >= today and not missed
        for _confirmed_on, review_on, missed in rows
    )
    return Freshness(fresh, len(rows), min(days, default=None), max(days, default=None))


def is_stale(latest_on: dt.date | None, today: dt.date) -> bool:
    """Say whether nothing was learned or confirmed for more than 90 days, or ever."""
    return latest_on is None or today - latest_on > STALE_AFTER
