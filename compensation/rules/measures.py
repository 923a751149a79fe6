"""From facts to a score, component by component, each with the tree that explains it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from compensation.rules.drafts import HUNDRED
from compensation.rules.exact import ONE, ZERO, NoBasisError, exact
from compensation.rules.plans import Plan
from compensation.rules.scores import CardFigure
from compensation.rules.trees import Node, fact, parameter, worked_out


@dataclass(frozen=True, slots=True)
class Measure:
    """A component's score, and how many customers it rests on (None where that is no question)."""

    score: Node
    n: int | None = None


def measure_quota(credited: Any, quota: Any, **facts: Any) -> Measure:
    """Credited revenue over quota, both in major units; NoBasisError unless the quota is > 0.

    `facts` say what stands behind the credited revenue (count, digest).
    """
    target = exact(quota)
    if target <= 0:
        raise NoBasisError("There is no quota to measure against.")
    return Measure(
        worked_out(
            "score.quota",
            "Credited revenue divided by the quota",
            "quotient",
            [
                fact("score.quota.credited", "Credited revenue", exact(credited), **facts),
                parameter("score.quota.target", "Quota", target),
            ],
        )
    )


def measure_nothing(code: str) -> Measure:
    """Score a component that weighs nothing and has no facts."""
    return Measure(fact(f"score.{code}", "Not measured: it weighs nothing", ZERO))


def measure_relationship(
    plan: Plan, figures: Mapping[str, CardFigure], team_means: Mapping[str, Any]
) -> Measure:
    """Weigh the behaviours, each blended with the team's mean.

    A behaviour nobody has rated counts as the team's mean. n is the smallest number of customers
    over the behaviours.
    """
    terms = []
    for behaviour in plan.behaviours:
        name = f"score.relationship.{behaviour.code}"
        figure = figures.get(behaviour.code, CardFigure(ZERO, 0, 0))
        weight = parameter(
            f"{name}.weight", "Weight of the behaviour", behaviour.weight_pct / HUNDRED
        )
        blended = _blended(plan, name, figure, exact(team_means[behaviour.code]))
        terms.append(worked_out(f"{name}.weighed", "Weighed score", "product", [weight, blended]))
    counts = [figures[b.code].customers if b.code in figures else 0 for b in plan.behaviours]
    score = worked_out(
        "score.relationship", "What customers say about the behaviours, weighed", "sum", terms
    )
    return Measure(score, min(counts))


def measure_secrets(
    plan: Plan, figure: CardFigure, team_mean: Any, manual_quality: Any = None
) -> Measure:
    """Give the customers' answer to "knows what really matters to me", blended with the team's.

    A plan may take part of the score from the audited quality of the manuals (0 to 1).
    """
    share = plan.secrets_card_share
    if share == ONE:
        return Measure(_blended(plan, "score.secrets", figure, exact(team_mean)), figure.customers)
    if manual_quality is None:
        raise NoBasisError("The plan counts the quality of the manuals, but none was audited.")
    name = "score.secrets"
    cards = worked_out(
        f"{name}.by_cards",
        "By the customers' answer",
        "product",
        [
            parameter(f"{name}.card_share", "Share of the customers' answer", share),
            _blended(plan, f"{name}.cards", figure, exact(team_mean)),
        ],
    )
    manuals = worked_out(
        f"{name}.by_manuals",
        "By the audited manuals",
        "product",
        [
            parameter(f"{name}.manual_share", "Share of the audited manuals", ONE - share),
            fact(f"{name}.manual_quality", "Quality found in the audit", exact(manual_quality)),
        ],
    )
    score = worked_out(name, "Customers' answer and audited manuals", "sum", [cards, manuals])
    return Measure(score, figure.customers)


def measure_other_solutions(
    plan: Plan, yes: int, no: int, team_rate: Any, digest: str = ""
) -> Measure:
    """Give the share of customers ours did not fit who were pointed to somebody else's.

    Where nobody needed that, the team's rate stands: never zero, never full marks by accident.
    """
    name = "score.other_solutions"
    n = yes + no
    prior = parameter(f"{name}.team", "The team's rate", exact(team_rate))
    if n == 0:
        return Measure(_team_alone(name, prior), 0)
    rate = worked_out(
        f"{name}.rate",
        "Share of the customers ours did not fit who were pointed elsewhere",
        "quotient",
        [
            fact(f"{name}.yes", "Pointed to another company's solution", yes, digest=digest),
            fact(f"{name}.asked", "Customers ours did not fit", n),
        ],
    )
    return Measure(_shrunk(plan, name, rate, n, prior), n)


def _blended(plan: Plan, name: str, figure: CardFigure, team_mean: Fraction) -> Node:
    prior = parameter(f"{name}.team", "The team's mean", team_mean)
    if figure.customers == 0:
        return _team_alone(name, prior)
    low, high = plan.scale
    mean = worked_out(
        f"{name}.mean",
        "Mean of the customers' own means, on 0 to 1",
        "on_scale",
        [
            fact(
                f"{name}.total",
                "Sum of the customers' own means",
                figure.total,
                cards=figure.cards,
                digest=figure.digest,
            ),
            fact(f"{name}.customers", "Customers", figure.customers),
            parameter(f"{name}.low", "Lowest rating", low),
            parameter(f"{name}.high", "Highest rating", high),
        ],
    )
    return _shrunk(plan, name, mean, figure.customers, prior)


def _shrunk(plan: Plan, name: str, mean: Node, n: int, prior: Node) -> Node:
    return worked_out(
        name,
        "Blended with the team: the team's figure counts as some more customers",
        "shrink",
        [
            mean,
            fact(f"{name}.n", "Customers counted", n),
            prior,
            parameter(f"{name}.k", "Customers the team's figure counts as", plan.prior_k),
        ],
    )


def _team_alone(name: str, prior: Node) -> Node:
    return worked_out(name, "Nobody answered yet: the team's figure", "agree", [prior])
