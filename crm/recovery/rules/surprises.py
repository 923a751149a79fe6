"""Which of the things we know may make a surprise, in which order, and why.

Deterministic: what the customer told us themselves, never used, fit for the severity, and
lately, comes first.
Refusals and reasons are codes; the pages turn them into sentences.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

RECENT_DAYS: Final = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """One secret as the ranking sees it; `known_on` is when we were told or wrote it down.

    `weight` is how much it would be to act on it, as severities count.
    """

    key: int
    told_us: bool
    told_by_contact: bool
    known_on: date
    times_used: int = 0
    was_unwelcome: bool = False
    weight: int = 0
    for_surprises: bool = False
    do_not_mention: bool = False


@dataclass(frozen=True, slots=True)
class Idea:
    """A secret that may be used, with the reasons for its place."""

    key: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A secret that may not be used, with the rule that says so."""

    key: int
    rule: str


def rank(
    secrets: Iterable[Known], *, today: date, severity: int = 0, wants_none: bool = False
) -> tuple[list[Idea], list[Refused]]:
    """Divide what we know into ideas, the best first, and what a rule refuses."""
    ideas: list[tuple[tuple[bool, bool, int, int, int], Idea]] = []
    refused: list[Refused] = []
    for secret in secrets:
        rule = _rule_against(secret, wants_none=wants_none)
        if rule:
            refused.append(Refused(secret.key, rule))
            continue
        order = (
            not secret.told_by_contact,
            not secret.told_us,
            secret.times_used,
            abs(secret.weight - severity),
            -secret.known_on.toordinal(),
        )
        ideas.append((order, Idea(secret.key, _reasons(secret, today, severity))))
    ideas.sort(key=lambda pair: (pair[0], pair[1].key))
    return [idea for _order, idea in ideas], refused


def _rule_against(secret: Known, *, wants_none: bool) -> str | None:
    if wants_none:
        return "no_surprises"
    if secret.do_not_mention:
        return "do_not_mention"
    if not secret.for_surprises:
        return "not_for_surprises"
    return "unwelcome_before" if secret.was_unwelcome else None


def _reasons(secret: Known, today: date, severity: int) -> tuple[str, ...]:
    found = []
    if secret.told_by_contact:
        found.append("told_by_contact")
    elif secret.told_us:
        found.append("told_us")
    if secret.times_used == 0:
        found.append("never_used")
    if secret.weight == severity:
        found.append("fits_severity")
    if (today - secret.known_on).days <= RECENT_DAYS:
        found.append("recent")
    return tuple(found)
