"""Working a statement out without writing it: the same for periods and for what-if."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from compensation.components import Basis, PersonFacts, measured
from compensation.models import Assignment, Period, PeriodState, PlanVersion, Statement
from compensation.queries.plans import plan_map
from compensation.rules import (
    DealLine,
    Measure,
    Node,
    Plan,
    Terms,
    calculate_statement,
    proration,
    read_plan,
    to_json,
)
from compensation.rules import Statement as Figures
from compensation.rules.trees import money_node, worked_out


@dataclass(frozen=True)
class Worked:
    """One person's figures for a period, ready to be kept or compared."""

    version: PlanVersion
    target_minor: int
    calculated: int
    released: int
    held: int
    lapsed: int
    parts: list[dict[str, Any]]
    carried: dict[str, int]
    tree: Node

    def digest(self, facts_digest: str) -> str:
        content = [
            self.version.content_hash,
            facts_digest,
            self.target_minor,
            self.calculated,
            self.released,
            self.held,
            self.lapsed,
            self.parts,
            self.carried,
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def tree_json(self) -> dict[str, Any]:
        return to_json(self.tree)


@dataclass
class Plans:
    """Reads each version once, however many people it pays; `weights` tries others on it."""

    weights: Mapping[int, Mapping[str, Fraction]] = field(default_factory=dict)
    known: dict[int, Plan] = field(default_factory=dict)

    def of(self, version: PlanVersion) -> Plan:
        if version.pk not in self.known:
            chosen = self.weights.get(version.pk)
            self.known[version.pk] = read_plan(plan_map(version, chosen))
        return self.known[version.pk]


def work_out(
    period: Period,
    assignments: Sequence[Assignment],
    facts: PersonFacts,
    carried_in: Mapping[str, int],
    plans: Plans,
) -> Worked:
    """Give one person's figures; with several assignments in the period, their sum."""
    pieces: list[Worked] = []
    for place, assignment in enumerate(assignments):
        before = carried_in if place == 0 else {}
        pieces.append(_one(period, assignment, facts, before, plans.of(assignment.plan_version)))
    return pieces[0] if len(pieces) == 1 else _together(pieces)


def _one(
    period: Period,
    assignment: Assignment,
    facts: PersonFacts,
    carried_in: Mapping[str, int],
    plan: Plan,
) -> Worked:
    first_on = max(assignment.from_on, period.first_on)
    last_on = min(assignment.until_on or period.last_on, period.last_on)
    share = proration(first_on, last_on, period.first_on, period.last_on)
    basis = Basis(
        plan=plan,
        team_means=assignment.plan_version.team_means,
        quota_minor=assignment.quota_minor * share,
        first_on=first_on,
        last_on=last_on,
    )
    terms = Terms(
        target_bonus=Fraction(assignment.target_minor, 10**plan.minor_units),
        year_end=period.year_end,
        proration=share,
        carried_in=carried_in,
        deals=_deals(basis, facts),
    )
    measures = measured(basis, facts)
    figures = calculate_statement(plan, terms, measures)
    lost = {code: sum_ for code, sum_ in carried_in.items() if code not in figures.targets}
    return Worked(
        version=assignment.plan_version,
        target_minor=sum(figures.targets.values()),
        calculated=figures.total,
        released=figures.settled.released,
        held=figures.settled.held,
        lapsed=figures.settled.lapsed,
        parts=_parts(plan, figures, measures),
        carried=dict(figures.carried_target) | lost,
        tree=figures.tree,
    )


def _deals(basis: Basis, facts: PersonFacts) -> list[DealLine]:
    """Let the deals' pay wait where the plan says so; without a sign-off nothing is released."""
    if basis.plan.hold is None:
        return []
    return [
        DealLine(f"#{deal}", Fraction(amount * top, bottom), basis.plan.hold.schedule)
        for deal, amount, top, bottom, _day in facts.credits_within(basis.first_on, basis.last_on)
    ]


def _parts(plan: Plan, figures: Figures, measures: Mapping[str, Measure]) -> list[dict[str, Any]]:
    waits = plan.hold.component if plan.hold else ""
    return [
        {
            "code": line.code,
            "weight": str(line.weight_pct),
            "target": figures.targets[line.code],
            "part": figures.parts[line.code],
            "held": figures.settled.held if line.code == waits else 0,
            "score": str(figures.scores[line.code]),
            "multiplier": str(figures.multipliers[line.code]),
            "n": measures[line.code].n,
        }
        for line in plan.components
    ]


def _together(pieces: Sequence[Worked]) -> Worked:
    """Add up what several assignments give; each keeps its own branch of the tree."""
    branches = [_renamed(piece.tree, f"{place}.") for place, piece in enumerate(pieces, 1)]
    last = pieces[-1]
    tree = worked_out("payable", "Payable now", "sum", branches)
    parts: dict[str, dict[str, Any]] = {}
    carried: dict[str, int] = {}
    for piece in pieces:
        for line in piece.parts:
            known = parts.setdefault(line["code"], line | {"target": 0, "part": 0, "held": 0})
            for name in ("target", "part", "held"):
                known[name] += line[name]
        for code, units in piece.carried.items():
            carried[code] = carried.get(code, 0) + units
    return Worked(
        version=last.version,
        target_minor=sum(piece.target_minor for piece in pieces),
        calculated=sum(piece.calculated for piece in pieces),
        released=sum(piece.released for piece in pieces),
        held=sum(piece.held for piece in pieces),
        lapsed=sum(piece.lapsed for piece in pieces),
        parts=list(parts.values()),
        carried=carried,
        tree=money_node(tree, last.version.minor_units),
    )


def _renamed(node: Node, prefix: str) -> Node:
    details = dict(node.details)
    if "over" in details:
        details["over"] = [prefix + name for name in details["over"]]
    return replace(
        node,
        name=prefix + node.name,
        details=details,
        children=tuple(_renamed(child, prefix) for child in node.children),
    )


def carried_before(period: Period) -> dict[int, dict[str, int]]:
    """Give what each person's last settled statement before this period carries over."""
    rows = (
        Statement.objects.filter(
            period__last_on__lt=period.first_on,
            period__state__in=[PeriodState.APPROVED, PeriodState.CLOSED],
        )
        .order_by("person", "-period__last_on", "-period")
        .distinct("person")
        .values_list("person_id", "carried")
    )
    return {person: carried for person, carried in rows if carried}
