"""A person's statement: exact parts, a rounded total, what waits, and the tree behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from compensation.rules.curves import TIER_MODES
from compensation.rules.exact import ONE, ZERO, number_text, round_half_up
from compensation.rules.holds import DealLine, Settled, settle, share_among_deals
from compensation.rules.measures import Measure
from compensation.rules.plans import ComponentLine, Plan
from compensation.rules.trees import Node, fact, money_node, parameter, referring, worked_out
from compensation.rules.waiting import waiting_nodes


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for this person in this period.

    `target_bonus` is in major units, `carried_in` in minor units per component. `deals` share the
    part that waits; without any, nothing waits.
    """

    target_bonus: Fraction
    year_end: bool
    proration: Fraction = ONE
    carried_in: Mapping[str, int] = field(default_factory=dict)
    deals: Sequence[DealLine] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """The figures of a statement; money in minor units, everything else exact.

    `parts` sum to `total`; `settled` says how much of it is released, held and lapsed;
    `remainder_cents` names the parts that differ from their own rounding, and by how much.
    """

    targets: Mapping[str, int]
    scores: Mapping[str, Fraction]
    multipliers: Mapping[str, Fraction]
    exact_parts: Mapping[str, Fraction]
    parts: Mapping[str, int]
    total: int
    hold_parts: Sequence[Sequence[int]]
    settled: Settled
    carried_target: Mapping[str, int]
    remainder_cents: Mapping[str, int]
    tree: Node


def calculate_statement(plan: Plan, terms: Terms, measures: Mapping[str, Measure]) -> Statement:
    """Calculate one person's statement from the measured scores of all the plan's components."""
    codes = [line.code for line in plan.components]
    targets = _targets(plan, terms)
    multipliers = {
        line.code: _multiplier(plan, line, measures[line.code], year_end=terms.year_end)
        for line in plan.components
    }
    exacts = {
        code: _money(
            worked_out(
                f"exact.{code}",
                "Target times multiplier, before rounding",
                "product",
                [targets[code], multipliers[code]],
            ),
            plan,
        )
        for code in codes
    }
    rounded = _rounded_total(plan, exacts)
    parts = _parts(plan, exacts, rounded)
    waiting = _hold_lines(plan, terms, parts)
    return Statement(
        targets={code: int(targets[code].value) for code in codes},
        scores={code: measures[code].score.value for code in codes},
        multipliers={code: multipliers[code].value for code in codes},
        exact_parts={code: exacts[code].value for code in codes},
        parts={code: int(parts[code].value) for code in codes},
        total=int(rounded.value),
        hold_parts=[[units for units, _state in line] for line in waiting],
        settled=_settled(int(rounded.value), waiting),
        carried_target={
            code: int(targets[code].value)
            for code in codes
            if multipliers[code].operation == "carried"
        },
        remainder_cents=_remainder_cents(parts, exacts),
        tree=_payable(plan, terms, parts, rounded, waiting),
    )


def _targets(plan: Plan, terms: Terms) -> dict[str, Node]:
    bonus = _money(
        parameter(
            "target.bonus",
            "Target bonus of a full period",
            terms.target_bonus * 10**plan.minor_units,
        ),
        plan,
    )
    share = fact("target.proration", "Share of the period's days", terms.proration)
    prorated = worked_out("target.prorated", "Prorated by days", "product", [bonus, share])
    total = worked_out("target.total", "Target, rounded", "round_half_up", [_money(prorated, plan)])
    total = _money(total, plan)
    return {
        line.code: _target(plan, total, place, terms.carried_in.get(line.code, 0))
        for place, line in enumerate(plan.components)
    }


def _target(plan: Plan, total: Node, place: int, carried: int) -> Node:
    """Share the target; the first line shows where the whole comes from, the others repeat it."""
    line = plan.components[place]
    name = f"target.{line.code}"
    whole = referring(f"{name}.whole", total.sentence, "same", total) if place else total
    share = worked_out(
        f"{name}.share" if carried else name,
        f"{number_text(line.weight_pct)} % of the target",
        "share_by_weights",
        [_money(whole, plan)],
        weights=[str(component.weight_pct) for component in plan.components],
        line=place,
    )
    if not carried:
        return _money(share, plan)
    before = fact(f"{name}.carried_in", "Carried over from earlier periods", carried)
    with_carried = [_money(share, plan), _money(before, plan)]
    return _money(worked_out(name, "Target with what was carried over", "sum", with_carried), plan)


def _multiplier(plan: Plan, line: ComponentLine, measure: Measure, *, year_end: bool) -> Node:
    name = f"multiplier.{line.code}"
    if measure.n is not None and measure.n < plan.n_min and not year_end:
        return worked_out(
            name,
            "Too few customers yet: the target is carried over, neither paid nor lost",
            "carried",
            [
                fact(f"{name}.n", "Customers so far", measure.n),
                parameter(f"{name}.n_min", "Customers needed before year end", plan.n_min),
                measure.score,
            ],
        )
    if measure.n != 0:
        return _paid_by(line, measure.score, name)
    return worked_out(
        name,
        "Nobody answered: the team's figure pays, at most in full",
        "least",
        [
            _paid_by(line, measure.score, f"{name}.uncapped"),
            parameter(f"{name}.cap", "In full", ONE),
        ],
    )


def _paid_by(line: ComponentLine, score: Node, name: str) -> Node:
    if not line.tiers:
        points = [[str(x), str(y)] for x, y in line.points]
        return worked_out(name, "Read from the pay curve", "curve", [score], points=points)
    tiers = [[str(a), None if b is None else str(b), str(rate)] for a, b, rate in line.tiers]
    details: dict[str, Any] = {"tiers": tiers, "mode": line.mode, "start": str(line.start)}
    return worked_out(name, f"Tiers: {TIER_MODES[line.mode]}", "tiers", [score], **details)


def _rounded_total(plan: Plan, exacts: Mapping[str, Node]) -> Node:
    unrounded = referring("total.exact", "Sum before rounding", "sum", *exacts.values())
    return _money(
        worked_out("total.rounded", "Rounded once", "round_half_up", [_money(unrounded, plan)]),
        plan,
    )


def _parts(plan: Plan, exacts: Mapping[str, Node], rounded: Node) -> dict[str, Node]:
    return {
        code: _money(
            referring(
                f"part.{code}",
                "Its part of the rounded total",
                "share_over",
                rounded,
                *exacts.values(),
                children=(exacts[code],),
                line=place,
            ),
            plan,
        )
        for place, code in enumerate(exacts)
    }


def _remainder_cents(parts: Mapping[str, Node], exacts: Mapping[str, Node]) -> dict[str, int]:
    own = {code: round_half_up(node.value) for code, node in exacts.items()}
    return {
        code: int(part.value) - own[code] for code, part in parts.items() if part.value != own[code]
    }


def _hold_lines(plan: Plan, terms: Terms, parts: Mapping[str, Node]) -> list[list[tuple[int, str]]]:
    if plan.hold is None or not sum((deal.credited for deal in terms.deals), ZERO):
        return []
    part = parts.get(plan.hold.component)
    shares = share_among_deals(int(part.value) if part else 0, terms.deals)
    return [
        [(units, deal.state(place)) for place, units in enumerate(line)]
        for deal, line in zip(terms.deals, shares, strict=True)
    ]


def _settled(total: int, waiting: Sequence[Sequence[tuple[int, str]]]) -> Settled:
    known = settle(pair for line in waiting for pair in line)
    return replace(known, released=total - known.held - known.lapsed)


def _payable(
    plan: Plan,
    terms: Terms,
    parts: Mapping[str, Node],
    rounded: Node,
    waiting: Sequence[Sequence[tuple[int, str]]],
) -> Node:
    summed = worked_out("total.parts", "Sum of the components", "sum", list(parts.values()))
    total = worked_out(
        "total", "Calculated", "agree", [money_node(summed, plan.minor_units), rounded]
    )
    children = [money_node(total, plan.minor_units)]
    if plan.hold and waiting:
        part = parts.get(plan.hold.component)
        children += waiting_nodes(part, terms.deals, waiting, plan.minor_units) if part else []
    return _money(worked_out("payable", "Payable now", "difference", children), plan)


def _money(node: Node, plan: Plan) -> Node:
    return money_node(node, plan.minor_units)
