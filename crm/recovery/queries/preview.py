"""A ladder played over a real past ticket, beside what really happened."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Person
from crm import clock
from crm.journal.queries import entries_about
from crm.notices.models import Notice
from crm.recovery import rules
from crm.recovery.models import Cycle, Origin, Rung, RungState, Ticket
from crm.recovery.queries.audiences import Audiences
from crm.recovery.queries.seen import tickets_visible_to
from crm.recovery.queries.words import rung_name

PAST_SHOWN = 30
_OWNER_FACTS = ("recovery.ticket_opened", "recovery.owner_assigned")


@dataclass(frozen=True)
class Line:
    """One level: when, and who was told, or would have been."""

    name: str
    at: dt.datetime
    state: str
    people: str
    is_breach: bool


@dataclass(frozen=True)
class Run:
    """One cycle of the ticket under one ladder."""

    number: int
    respond_by: dt.datetime
    recover_by: dt.datetime
    breaches: list[str]
    lines: list[Line]

    @property
    def told(self) -> int:
        """Count the levels that told somebody."""
        return sum(line.state == RungState.CLIMBED for line in self.lines)


@dataclass(frozen=True)
class Preview:
    """What the edited ladder would have done with a ticket, and what its own one did."""

    ticket: Ticket
    would: list[Run]
    did: list[Run]

    @property
    def pairs(self) -> list[tuple[Run, Run]]:
        """Give both runs of each cycle side by side."""
        return list(zip(self.would, self.did, strict=True))


def past_tickets(person: Person) -> QuerySet[Ticket]:
    """Give the closed tickets one may see and whose clocks ran here, the latest first."""
    closed = Q(present__recovered_at__isnull=False) | Q(present__lost_at__isnull=False)
    seen = tickets_visible_to(person).filter(closed).exclude(origin=Origin.IMPORT)
    rows = seen.select_related("customer", "present", "owner__deputy", "hidden_from")
    return rows.order_by("-reported_at", "-id")


def preview_of(ticket: Ticket, policy: rules.Policy) -> Preview:
    """Play a policy over a ticket's history; names are of who holds a role today.

    MalformedError when its history cannot be told.
    """
    cycles = list(
        ticket.cycles.order_by("number").prefetch_related("appointments", "breaches", "rungs")
    )
    now = clock.now()
    turns = [_turn(cycle, ticket, now) for cycle in cycles]
    owners = _owners(ticket, cycles)
    owned = [(at, owner is not None) for at, owner in owners]
    played = rules.play(rules.scenario_of(policy, turns, owned))
    audiences = Audiences(now)
    people = _People(ticket, owners, audiences)
    told: Any = played["cycles"]
    return Preview(
        ticket=ticket,
        would=[_would(one, policy, people) for one in told],
        did=[_did(cycle, names) for cycle, names in _told(ticket, cycles)],
    )


def _turn(cycle: Cycle, ticket: Ticket, now: dt.datetime) -> rules.Turn:
    first = cycle.number == 1
    return rules.Turn(
        started_at=cycle.started_at,
        known_at=max(cycle.started_at, ticket.created_at) if first else cycle.started_at,
        ended_at=cycle.recovered_at or cycle.lost_at or now,
        responded_at=cycle.responded_at,
        recovered_at=cycle.recovered_at,
        appointments=sorted((one.made_at, one.until) for one in cycle.appointments.all()),
    )


def _owners(ticket: Ticket, cycles: Iterable[Cycle]) -> list[tuple[dt.datetime, Person | None]]:
    """Give who owned the ticket from when on, as the journal says."""
    entries = entries_about("ticket", ticket.pk).filter(kind__in=_OWNER_FACTS).order_by("id")
    changes: list[tuple[dt.datetime, int | None]] = [
        (entry.at, entry.facts.get("owner")) for entry in entries
    ]
    first = next(iter(cycles))
    if first.responded_at and (not changes or changes[0][1] is None):
        # Whoever reaches the customer first owns the ticket from then on.
        taken = (first.responded_at, first.responded_by_id)
        later = [one for one in changes if one[0] > taken[0]]
        changes = [one for one in changes if one[0] <= taken[0]] + [taken, *later]
    wanted = {owner for _at, owner in changes if owner}
    rows = Person.objects.select_related("deputy").in_bulk(wanted)
    return [(at, rows.get(owner) if owner else None) for at, owner in changes]


@dataclass(frozen=True)
class _People:
    """Names whom a rung tells at an instant of the history."""

    ticket: Ticket
    owners: list[tuple[dt.datetime, Person | None]]
    audiences: Audiences

    def told(self, rung: rules.Rung, at: dt.datetime) -> str:
        known = [owner for since, owner in self.owners if since <= at]
        self.ticket.owner = known[-1] if known else None
        people = self.audiences.told_by(rung, self.ticket)
        return ", ".join(one.name for one in people or self.audiences.in_charge(self.ticket))


def _would(told: Mapping[str, Any], policy: rules.Policy, people: _People) -> Run:
    by_key = {rung.key: rung for rung in policy.rungs}
    deadlines = {rules.RESPOND: told["respond_by"], rules.RECOVER: told["recover_by"]}
    lines = []
    for one in told["rungs"]:
        rung = by_key[one["key"]]
        at = _instant(one["climbed_at"] or one["due_at"])
        climbed = one["state"] == rules.CLIMBED
        state = RungState.STALE if one["state"] == rules.WAITING else RungState(one["state"])
        names = people.told(rung, at) if climbed else ""
        late = climbed and one["due_at"] == deadlines[rung.clock]
        lines.append(Line(rung_name(rung.key), at, state, names, late))
    return Run(
        told["cycle"],
        _instant(told["respond_by"]),
        _instant(told["recover_by"]),
        list(told["breaches"]),
        sorted(lines, key=lambda line: line.at),
    )


def _instant(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written)


def _told(
    ticket: Ticket, cycles: Iterable[Cycle]
) -> Iterable[tuple[Cycle, Mapping[str, list[str]]]]:
    """Pair each cycle with the names that were really told, by the level's key."""
    rows = Notice.objects.filter(about_kind="ticket", about_id=str(ticket.pk))
    names: defaultdict[str, set[str]] = defaultdict(set)
    for key, name in rows.values_list("once_key", "person__name"):
        names[key].add(name or "")
    for cycle in cycles:
        start = f"recovery:{ticket.pk}:{cycle.number}:"
        yield cycle, {key.removeprefix(start): sorted(names[key]) for key in names}


def _did(cycle: Cycle, told: Mapping[str, list[str]]) -> Run:
    return Run(
        cycle.number,
        cycle.respond_by,
        cycle.recover_by,
        sorted(breach.clock for breach in cycle.breaches.all()),
        sorted((_line(rung, cycle, told) for rung in cycle.rungs.all()), key=lambda line: line.at),
    )


def _line(rung: Rung, cycle: Cycle, told: Mapping[str, list[str]]) -> Line:
    deadline = cycle.respond_by if rung.clock == rules.RESPOND else cycle.recover_by
    climbed = rung.state == RungState.CLIMBED
    return Line(
        rung_name(rung.key),
        rung.climbed_at or rung.due_at,
        rung.state,
        ", ".join(told.get(rung.key, ())),
        climbed and rung.due_at == deadline,
    )
