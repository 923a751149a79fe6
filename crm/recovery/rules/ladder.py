"""Policies and their ladders: which rung is due when, and whom it tells.

A new level of escalation is one `Rung(...)` in `DEFAULT_LADDER`. Running tickets keep the
ladder they copied when they opened.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final, Literal, TypeVar

from crm.recovery.rules.exact import Exact, MalformedError, exact, in_utc

_Word = TypeVar("_Word", bound=str)
Clock = Literal["respond", "recover"]
Audience = Literal["owner", "team_lead", "steward", "service_lead", "director", "persons"]
Channel = Literal["in_app", "email", "webhook"]

RESPOND: Final = "respond"
RECOVER: Final = "recover"
CLOCKS: Final[tuple[Clock, ...]] = (RESPOND, RECOVER)
AUDIENCES: Final[tuple[Audience, ...]] = (
    "owner",
    "team_lead",
    "steward",
    "service_lead",
    "director",
    "persons",
)
CHANNELS: Final[tuple[Channel, ...]] = ("in_app", "email", "webhook")
IN_APP_AND_EMAIL: Final[tuple[Channel, ...]] = ("in_app", "email")
# Quiet hours may hold back a gentle reminder, never a rung this close to the deadline.
QUIET_BELOW_PCT: Final = 75
_RUNG_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One level of a ladder.

    Its point is either `at_pct`, per cent of its clock, or `at_s`, seconds after the cycle's
    start; exactly one of the two. `persons` are the ids meant by the audience "persons".
    """

    key: str
    clock: Clock
    at_pct: Exact | None = None
    at_s: Exact | None = None
    tells: tuple[Audience, ...] = ()
    persons: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = IN_APP_AND_EMAIL
    held_in_quiet_hours: bool = False
    spared_if_owned: bool = False

    def __post_init__(self) -> None:
        if not self.key or self.clock not in CLOCKS:
            raise MalformedError("bad_clock" if self.key else "bad_key")
        points = [point for point in (self.at_pct, self.at_s) if point is not None]
        if len(points) != 1:
            raise MalformedError("bad_point")
        if exact(points[0]) < 0:
            raise MalformedError("bad_number")


def is_rung_key(key: str) -> bool:
    """Tell whether a key may name a rung of a policy that is set here: one plain word."""
    return _RUNG_KEY.fullmatch(key) is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Durations in elapsed seconds, both longer than nothing, and the rungs in their order."""

    respond_s: Exact
    recover_s: Exact
    rungs: tuple[Rung, ...]

    def __post_init__(self) -> None:
        if exact(self.respond_s) <= 0 or exact(self.recover_s) <= 0:
            raise MalformedError("bad_duration")
        if len({rung.key for rung in self.rungs}) != len(self.rungs):
            raise MalformedError("duplicate_key")

    def seconds(self, clock: Clock) -> Fraction:
        return exact(self.respond_s if clock == RESPOND else self.recover_s)


DEFAULT_LADDER: Final[tuple[Rung, ...]] = (
    Rung(
        key="unassigned",
        clock=RESPOND,
        at_s=15 * 60,
        tells=("service_lead",),
        held_in_quiet_hours=True,
        spared_if_owned=True,
    ),
    Rung(key="nudge", clock=RESPOND, at_pct=50, tells=("owner",), held_in_quiet_hours=True),
    Rung(key="respond_soon", clock=RESPOND, at_pct=75, tells=("owner", "team_lead")),
    Rung(
        key="respond_breach",
        clock=RESPOND,
        at_pct=100,
        tells=("team_lead", "service_lead", "steward"),
    ),
    Rung(
        key="halfway",
        clock=RECOVER,
        at_pct=50,
        tells=("owner", "steward"),
        held_in_quiet_hours=True,
    ),
    Rung(key="at_risk", clock=RECOVER, at_pct=75, tells=("owner", "service_lead")),
    Rung(key="last_call", clock=RECOVER, at_pct=90, tells=("service_lead", "director")),
    Rung(
        key="breach",
        clock=RECOVER,
        at_pct=100,
        tells=("director", "service_lead", "owner", "steward"),
    ),
)
DEFAULT_POLICY: Final = Policy(respond_s=4 * 60 * 60, recover_s=24 * 60 * 60, rungs=DEFAULT_LADDER)


def due_at(started_at: datetime, seconds: Exact, pct: Exact = 100) -> datetime:
    """Return the instant, in UTC, when `pct` per cent of `seconds` have passed.

    Elapsed time: a change to or from summer time neither gives nor takes an hour.
    Fractions of a microsecond are rounded down. A naive `started_at` is refused.
    """
    microseconds = exact(seconds) * 1_000_000 * exact(pct) / 100
    try:
        return in_utc(started_at) + timedelta(microseconds=microseconds.__floor__())
    except OverflowError:
        raise MalformedError("out_of_range") from None


def span_s(started_at: datetime, until: datetime) -> Fraction:
    """Elapsed seconds from one instant to another, exact to the microsecond."""
    return Fraction((in_utc(until) - in_utc(started_at)) // timedelta(microseconds=1), 1_000_000)


def rung_due_at(rung: Rung, policy: Policy, started_at: datetime) -> datetime:
    if rung.at_s is not None:
        return due_at(started_at, rung.at_s, 100)
    return due_at(started_at, policy.seconds(rung.clock), rung.at_pct or 0)


def ladder_for(
    policy: Policy | Mapping[str, object], started_at: datetime
) -> list[tuple[str, Clock, datetime]]:
    """List (key, clock, due at in UTC) of every rung, in the policy's order."""
    read = policy if isinstance(policy, Policy) else read_policy(policy)
    return [(rung.key, rung.clock, rung_due_at(rung, read, started_at)) for rung in read.rungs]


def deadlines(policy: Policy, started_at: datetime) -> dict[Clock, datetime]:
    """Return respond_by and recover_by, keyed by their clock."""
    return {clock: due_at(started_at, policy.seconds(clock), 100) for clock in CLOCKS}


def below_quiet_share(policy_seconds: Exact, at_pct: Exact | None, at_s: Exact | None) -> bool:
    """Tell whether a rung's point lies so early that quiet hours may hold it back."""
    if at_s is not None:
        return exact(at_s) * 100 < exact(policy_seconds) * QUIET_BELOW_PCT
    return at_pct is not None and exact(at_pct) < QUIET_BELOW_PCT


def policy_as_mapping(policy: Policy) -> dict[str, object]:
    """Make the copy a ticket or a form keeps: plain JSON, numbers as strings."""
    return {
        "respond_s": str(exact(policy.respond_s)),
        "recover_s": str(exact(policy.recover_s)),
        "rungs": [_rung_as_mapping(rung) for rung in policy.rungs],
    }


def _rung_as_mapping(rung: Rung) -> dict[str, object]:
    return {
        "key": rung.key,
        "clock": rung.clock,
        "at_pct": None if rung.at_pct is None else str(exact(rung.at_pct)),
        "at_s": None if rung.at_s is None else str(exact(rung.at_s)),
        "tells": list(rung.tells),
        "persons": list(rung.persons),
        "channels": list(rung.channels),
        "held_in_quiet_hours": rung.held_in_quiet_hours,
        "spared_if_owned": rung.spared_if_owned,
    }


def read_policy(given: object) -> Policy:
    """Read the mapping `policy_as_mapping` writes; whom a rung tells may be left out."""
    if not isinstance(given, Mapping):
        raise MalformedError("bad_policy")
    rungs = given.get("rungs")
    if not isinstance(rungs, list):
        raise MalformedError("bad_rungs")
    seconds: dict[Clock, Fraction] = {}
    for clock in CLOCKS:
        if given.get(f"{clock}_s") is None:
            raise MalformedError("bad_duration")
        seconds[clock] = exact(given[f"{clock}_s"])
    return Policy(
        respond_s=seconds[RESPOND],
        recover_s=seconds[RECOVER],
        rungs=tuple(_read_rung(rung, seconds) for rung in rungs),
    )


def _read_rung(given: object, seconds: Mapping[Clock, Fraction]) -> Rung:
    if not isinstance(given, Mapping):
        raise MalformedError("bad_rung")
    key, clock = given.get("key"), given.get("clock")
    if not isinstance(key, str):
        raise MalformedError("bad_key")
    known = next((known for known in CLOCKS if known == clock), None)
    if known is None:
        raise MalformedError("bad_clock")
    at_pct, at_s = (
        None if given.get(name) is None else exact(given[name]) for name in ("at_pct", "at_s")
    )
    early = below_quiet_share(seconds[known], at_pct, at_s)
    return Rung(
        key=key,
        clock=known,
        at_pct=at_pct,
        at_s=at_s,
        tells=_known(given.get("tells", ()), AUDIENCES, "bad_audience"),
        persons=tuple(str(person) for person in _listed(given.get("persons", ()), "bad_audience")),
        channels=_known(given.get("channels", IN_APP_AND_EMAIL), CHANNELS, "bad_channel"),
        held_in_quiet_hours=given.get("held_in_quiet_hours", early) is True,
        spared_if_owned=given.get("spared_if_owned", False) is True,
    )


def _listed(given: object, code: str) -> tuple[object, ...]:
    if not isinstance(given, list | tuple):
        raise MalformedError(code)
    return tuple(given)


def _known(given: object, allowed: tuple[_Word, ...], code: str) -> tuple[_Word, ...]:
    words = _listed(given, code)
    if any(word not in allowed for word in words):
        raise MalformedError(code)
    return tuple(known for word in words for known in allowed if known == word)
