"""Under which clocks and ladders we work, since when, and who changed what."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.recovery import rules
from crm.recovery.models import Policy, Severity
from crm.recovery.queries.words import (
    channel_words,
    point_words,
    rung_name,
    span_words,
    told_words,
)


@dataclass(frozen=True)
class RungLine:
    """One level of a policy, in words."""

    name: str
    clock: str
    due: str
    told: str
    channels: str


@dataclass(frozen=True)
class Version:
    """One policy as it was published; `row` is None for the ladder every house starts with."""

    severity: int
    policy: rules.Policy
    row: Policy | None
    changes: list[str]
    state: str

    @property
    def respond(self) -> str:
        """Say how long the response may take."""
        return span_words(self.policy.seconds("respond"))

    @property
    def recover(self) -> str:
        """Say how long it may take to put it right."""
        return span_words(self.policy.seconds("recover"))

    @property
    def rungs(self) -> list[RungLine]:
        """Give the levels in the order in which they come."""
        return [_line(rung, self.policy) for rung in self.policy.rungs]


@dataclass(frozen=True)
class Standing:
    """One severity: what is in force, and every version there was or will be, newest first."""

    severity: int
    label: str | Promise
    present: Version
    versions: list[Version]

    @property
    def coming(self) -> list[Version]:
        """Give what was published for a time to come, the next one first."""
        return [one for one in reversed(self.versions) if one.state == "coming"]


def standings(at: dt.datetime) -> list[Standing]:
    """Give every severity, the gravest first, in one question."""
    rows = list(
        Policy.objects.select_related("made_by", "withdrawn_by").order_by("effective_from", "id")
    )
    return [
        _standing(severity, [row for row in rows if row.severity == severity], at)
        for severity in sorted(Severity, reverse=True)
    ]


def _standing(severity: Severity, rows: list[Policy], at: dt.datetime) -> Standing:
    present = Version(severity, rules.DEFAULT_POLICY, None, [], "present")
    before, versions = present, [present]
    for row in rows:
        policy = rules.read_policy(row.ladder)
        changes = change_words(rules.policy_changes(before.policy, policy))
        version = Version(severity, policy, row, changes, _state(row, at))
        versions.append(version)
        if row.withdrawn_at is None:
            before = version
            present = version if row.effective_from <= at else present
    versions = [
        replace(one, state="past") if one.state == "present" and one is not present else one
        for one in versions
    ]
    return Standing(severity, severity.label, present, versions[::-1])


def _state(row: Policy, at: dt.datetime) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "present" if row.effective_from <= at else "coming"


def _line(rung: rules.Rung, policy: rules.Policy) -> RungLine:
    told = told_words(rung.tells)
    if rung.spared_if_owned:
        told = _("%(people)s, while nobody owns it") % {"people": told}
    clock = _("to respond") if rung.clock == rules.RESPOND else _("to recover")
    return RungLine(
        rung_name(rung.key), clock, point_words(rung, policy), told, channel_words(rung.channels)
    )


def change_words(changes: Iterable[rules.Change]) -> list[str]:
    """Write each difference between two policies as a sentence."""
    return [_WORDS[change.kind](change) for change in changes]


def _duration(change: rules.Change) -> str:
    clock = _("Respond") if change.key == rules.RESPOND else _("Put it right")
    return _("%(what)s: %(before)s becomes %(after)s") % {
        "what": clock,
        "before": _span(change.before),
        "after": _span(change.after),
    }


def _span(given: rules.Rung | rules.Exact | None) -> str:
    return "" if given is None or isinstance(given, rules.Rung) else span_words(given)


def _named(sentence: Promise | str) -> Callable[[rules.Change], str]:
    return lambda change: str(sentence) % {"name": rung_name(change.key)}


def _tells(change: rules.Change) -> str:
    before, after = (
        told_words(rung.tells) if isinstance(rung, rules.Rung) else ""
        for rung in (change.before, change.after)
    )
    if before == after:
        return _("%(name)s: other people or another condition") % {"name": rung_name(change.key)}
    return _("%(name)s tells %(after)s, no longer %(before)s") % {
        "name": rung_name(change.key),
        "before": before,
        "after": after,
    }


def _moved(change: rules.Change) -> str:
    before, after = (
        _point(rung) if isinstance(rung, rules.Rung) else ""
        for rung in (change.before, change.after)
    )
    return _("%(name)s: %(before)s becomes %(after)s") % {
        "name": rung_name(change.key),
        "before": before,
        "after": after,
    }


def _point(rung: rules.Rung) -> str:
    if rung.at_s is not None:
        return _("%(after)s after the report") % {"after": span_words(rung.at_s)}
    return _("%(number)s %% of the time %(clock)s") % {
        "number": round(float(Fraction(rung.at_pct or 0)), 2),
        "clock": _("to respond") if rung.clock == rules.RESPOND else _("to recover"),
    }


def _order(_change: rules.Change) -> str:
    return _("The levels stand in another order")


_WORDS: dict[str, Callable[[rules.Change], str]] = {
    "duration": _duration,
    "added": _named(gettext_lazy("%(name)s was added")),
    "removed": _named(gettext_lazy("%(name)s was taken out")),
    "moved": _moved,
    "tells": _tells,
    "channels": _named(gettext_lazy("%(name)s tells in another way")),
    "order": _order,
}


def policy_to_start_from(severity: int, at: dt.datetime, version: int | None) -> rules.Policy:
    """Give the ladder an edit begins with: the named version of any severity, else the present."""
    found = Policy.objects.filter(pk=version).first() if version else None
    if found is not None:
        return rules.read_policy(found.ladder)
    return policy_at(severity, at)


def policy_at(severity: int, at: dt.datetime) -> rules.Policy:
    """Give the policy in force for a severity at an instant; the default where none is set."""
    row = (
        Policy.objects.filter(severity=severity, effective_from__lte=at, withdrawn_at=None)
        .order_by("-effective_from")
        .first()
    )
    return rules.read_policy(row.ladder) if row else rules.DEFAULT_POLICY
