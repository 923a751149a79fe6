"""What a ladder must be before it is published, and what one changes against another."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from crm.recovery.rules.exact import Exact, exact
from crm.recovery.rules.ladder import CLOCKS, RESPOND, Clock, Policy, Rung, is_rung_key

MOST_RUNGS: Final = 30
LONGEST_S: Final = 366 * 24 * 60 * 60
#: A rung further out than this many times its clock watches nothing any more.
FURTHEST: Final = 10
Field = Literal["respond", "recover", "rungs", "key", "point", "tells", "persons"]
ChangeKind = Literal["duration", "added", "removed", "moved", "tells", "channels", "order"]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a ladder cannot be published; `place` is the rung's, from 0, or None for the whole."""

    code: str
    field: Field
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two policies; `key` names a rung, or the clock of a duration."""

    kind: ChangeKind
    key: str
    before: Rung | Exact | None = None
    after: Rung | Exact | None = None


def ladder_flaws(respond_s: Exact, recover_s: Exact, rungs: Sequence[Rung]) -> list[Flaw]:
    """List all that is wrong with a ladder, in the order of the page; none is fit to publish."""
    flaws = _of_durations(respond_s, recover_s)
    if not 1 <= len(rungs) <= MOST_RUNGS:
        flaws.append(Flaw("recovery.number_of_rungs", "rungs"))
    seconds: dict[Clock, Exact] = {"respond": respond_s, "recover": recover_s}
    for place, rung in enumerate(rungs):
        flaws += _of_rung(place, rung, seconds[rung.clock], rungs[:place])
    if any(flaw.field in {"respond", "recover"} for flaw in flaws):
        return flaws
    silent = (clock for clock in CLOCKS if not _speaks_at_breach(rungs, clock, seconds[clock]))
    flaws += [Flaw(f"recovery.silent_{clock}_breach", "rungs") for clock in silent]
    return flaws


def _of_durations(respond_s: Exact, recover_s: Exact) -> list[Flaw]:
    flaws: list[Flaw] = []
    if not 0 < exact(respond_s) <= LONGEST_S:
        flaws.append(Flaw("recovery.bad_duration", "respond"))
    if not 0 < exact(recover_s) <= LONGEST_S:
        flaws.append(Flaw("recovery.bad_duration", "recover"))
    elif exact(recover_s) < exact(respond_s):
        flaws.append(Flaw("recovery.recover_before_respond", "recover"))
    return flaws


def _of_rung(place: int, rung: Rung, clock_s: Exact, above: Sequence[Rung]) -> list[Flaw]:
    flaws: list[Flaw] = []
    if not is_rung_key(rung.key):
        flaws.append(Flaw("recovery.bad_rung_key", "key", place))
    if rung.key in {other.key for other in above}:
        flaws.append(Flaw("recovery.duplicate_key", "key", place))
    if point_s(rung, clock_s) > FURTHEST * exact(clock_s):
        flaws.append(Flaw("recovery.point_too_far", "point", place))
    if not rung.tells:
        flaws.append(Flaw("recovery.rung_tells_nobody", "tells", place))
    elif "persons" in rung.tells and not rung.persons:
        flaws.append(Flaw("recovery.rung_names_nobody", "persons", place))
    return flaws


def _speaks_at_breach(rungs: Sequence[Rung], clock: Clock, clock_s: Exact) -> bool:
    """Tell whether somebody hears of a missed deadline at its very instant, owned or not."""
    return any(
        rung.clock == clock
        and bool(rung.tells)
        and not rung.spared_if_owned
        and point_s(rung, clock_s) == exact(clock_s)
        for rung in rungs
    )


def point_s(rung: Rung, clock_s: Exact) -> Fraction:
    """Give a rung's point in seconds after the start of its clock."""
    if rung.at_s is not None:
        return exact(rung.at_s)
    return exact(clock_s) * exact(rung.at_pct or 0) / 100


def policy_changes(before: Policy, after: Policy) -> list[Change]:
    """List what the second policy changes against the first; nothing when they do the same."""
    changes = [
        Change("duration", clock, before.seconds(clock), after.seconds(clock))
        for clock in CLOCKS
        if before.seconds(clock) != after.seconds(clock)
    ]
    old = {rung.key: rung for rung in before.rungs}
    new = {rung.key: rung for rung in after.rungs}
    changes += [Change("added", key, None, rung) for key, rung in new.items() if key not in old]
    changes += [Change("removed", key, rung) for key, rung in old.items() if key not in new]
    both = [key for key in new if key in old]
    for key in both:
        changes += _of_one(key, old[key], new[key])
    if both != [key for key in old if key in new]:
        changes.append(Change("order", RESPOND))
    return changes


def _of_one(key: str, old: Rung, new: Rung) -> list[Change]:
    """Compare one rung; numbers by their value, for 50 and 50.0 are one point."""
    found: list[Change] = []
    if (old.clock, *_point(old)) != (new.clock, *_point(new)):
        found.append(Change("moved", key, old, new))
    told = (set(old.tells), set(old.persons), old.spared_if_owned)
    if told != (set(new.tells), set(new.persons), new.spared_if_owned):
        found.append(Change("tells", key, old, new))
    if set(old.channels) != set(new.channels):
        found.append(Change("channels", key, old, new))
    return found


def _point(rung: Rung) -> tuple[Exact | None, Exact | None]:
    return (
        None if rung.at_pct is None else exact(rung.at_pct),
        None if rung.at_s is None else exact(rung.at_s),
    )
