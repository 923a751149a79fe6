import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compensation.rules import (
    DealLine,
    Node,
    Statement,
    Terms,
    calculate_statement,
    customer_first,
    evaluate,
    for_rated_person,
    from_json,
    measure_other_solutions,
    measure_quota,
    measure_relationship,
    measure_secrets,
    read_plan,
    round_half_up,
    statement_for,
    to_json,
    walk,
)
from tests.compensation.stories import BEHAVIOURS, a_year, sound_plan

ratings = st.lists(st.integers(1, 5).map(str), max_size=9)
years = st.fixed_dictionaries({
    "quota": st.fixed_dictionaries({
        "target": st.integers(1, 10**6).map(str),
        "credited": st.decimals(-100, 2 * 10**6, places=2).map(str),
    }),
    "relationship": st.fixed_dictionaries({
        "team_mean01": st.just(dict.fromkeys(BEHAVIOURS, "2/3")),
        "ratings": st.fixed_dictionaries(dict.fromkeys(BEHAVIOURS, ratings)),
    }),
    "secrets": st.fixed_dictionaries({
        "card_ratings": ratings,
        "team_mean01": st.just("0.71"),
    }),
    "other_solutions": st.fixed_dictionaries({
        "yes": st.integers(0, 9),
        "no": st.integers(0, 9),
        "team_rate": st.just("0.6"),
    }),
    "milestones_done": st.lists(st.booleans(), max_size=4),
    "year_end": st.booleans(),
    "proration": st.fractions(0, 1, max_denominator=366).map(str),
})  # fmt: skip
bonuses = st.decimals(0, 10**6, places=3).map(str)


def stated(inputs: dict[str, Any], **changes: Any) -> Statement:
    return statement_for(read_plan(sound_plan(**changes)), inputs)


def named(tree: Node, name: str) -> Node:
    return next(node for node in walk(tree) if node.name == name)


@given(years, bonuses, st.sampled_from([0, 2, 3]))
def test_every_statement_adds_up_and_explains_itself(
    inputs: dict[str, Any], bonus: str, minor_units: int
) -> None:
    statement = stated(inputs, target_bonus=bonus, minor_units=minor_units)
    assert sum(statement.parts.values()) == statement.total
    assert statement.total == round_half_up(sum(statement.exact_parts.values()))
    assert all(abs(statement.parts[c] - statement.exact_parts[c]) < 1 for c in statement.parts)
    settled = statement.settled
    assert settled.calculated == statement.total
    assert min(settled.released, settled.held, settled.lapsed) >= 0
    assert evaluate(statement.tree) == settled.released
    assert from_json(json.loads(json.dumps(to_json(statement.tree)))) == statement.tree


@given(years)
def test_every_leaf_is_a_fact_or_a_parameter_and_every_name_stands_once(
    inputs: dict[str, Any],
) -> None:
    nodes = list(walk(stated(inputs).tree))
    leaves = {node.operation for node in nodes if not node.children and "over" not in node.details}
    assert leaves == {"fact", "parameter"}
    assert len({node.name for node in nodes}) == len(nodes)


def test_a_changed_figure_is_found_out() -> None:
    tree = stated(a_year()).tree
    for node in walk(tree):
        if node.operation not in {"fact", "parameter"}:
            with pytest.raises(ValueError, match=r"works out as|agree|enough"):
                evaluate(swapped(tree, replace(node, value=node.value + 1)))


def swapped(tree: Node, other: Node) -> Node:
    if tree.name == other.name:
        return other
    return replace(tree, children=tuple(swapped(child, other) for child in tree.children))


def test_too_few_customers_before_year_end_carry_the_target_over() -> None:
    few = {"card_ratings": ["5", "5"], "team_mean01": "0.7"}
    statement = stated(a_year(secrets=few, year_end=False))
    assert statement.multipliers["secrets"] == 0
    assert statement.scores["secrets"] == Fraction(2 + Fraction("2.8"), 6)
    assert statement.carried_target == {"secrets": 375000}


def test_what_was_carried_over_is_paid_with_the_next_target() -> None:
    plan = read_plan(sound_plan())
    terms = Terms(Fraction(15000), year_end=True, carried_in={"secrets": 100000})
    statement = calculate_statement(plan, terms, measured(plan))
    assert statement.targets["secrets"] == 475000
    assert evaluate(statement.tree) == statement.total


def measured(plan: Any) -> Any:
    cards = customer_first((f"customer {n}", rating) for n, rating in enumerate([5, 4, 4, 3, 5, 4]))
    return {
        "quota": measure_quota("1224000", "1200000"),
        "secrets": measure_secrets(plan, cards, "0.7"),
        "relationship": measure_relationship(
            plan, dict.fromkeys(BEHAVIOURS, cards), dict.fromkeys(BEHAVIOURS, "0.75")
        ),
        "other_solutions": measure_other_solutions(plan, 4, 2, "2/3"),
    }


def test_a_cancelled_deal_lapses_and_the_others_wait_or_pay() -> None:
    plan = read_plan(sound_plan())
    halves = (Fraction(50), Fraction(50))
    deals = [
        DealLine("Norte Foods", Fraction(600), halves, ("released", "held")),
        DealLine("Orsa", Fraction(400), halves, ("released", "lapsed")),
    ]
    statement = calculate_statement(
        plan, Terms(Fraction(15000), year_end=True, deals=deals), measured(plan)
    )
    assert statement.parts["quota"] == 525000
    assert (statement.settled.held, statement.settled.lapsed) == (157500, 105000)
    assert evaluate(statement.tree) == statement.total - 262500
    assert named(statement.tree, "deal.1.0").shown == "1,050.00"


def test_many_deals_stand_behind_one_leaf() -> None:
    plan = read_plan(sound_plan())
    deals = [DealLine(f"deal {n}", Fraction(n + 1), (Fraction(100),)) for n in range(50)]
    statement = calculate_statement(
        plan, Terms(Fraction(15000), year_end=True, deals=deals), measured(plan)
    )
    held = named(statement.tree, "held")
    assert (held.operation, held.value) == ("fact", 525000)
    assert evaluate(statement.tree) == statement.total - 525000


def test_a_remainder_cent_is_named() -> None:
    thirds = sound_plan(target_bonus="100.01")
    statement = statement_for(read_plan(thirds), a_year())
    for code, cents in statement.remainder_cents.items():
        assert statement.parts[code] - round_half_up(statement.exact_parts[code]) == cents
        assert cents in {-1, 1}
    summed = sum(round_half_up(part) for part in statement.exact_parts.values())
    assert summed + sum(statement.remainder_cents.values()) == statement.total


def test_the_person_rated_by_few_does_not_see_their_count_or_mean() -> None:
    few = {"card_ratings": ["2", "5"], "team_mean01": "0.7"}
    tree = for_rated_person(stated(a_year(secrets=few)).tree)
    secrets = named(tree, "score.secrets")
    assert (secrets.children, secrets.sentence) == ((), "Few cards: blended with the team figure")
    assert not [node for node in walk(tree) if node.name.startswith("score.secrets.")]
    assert [node for node in walk(tree) if node.name == "score.relationship.listening.mean"]


def test_a_tier_table_pays_the_quota_by_attainment() -> None:
    plan = sound_plan()
    plan["components"][0] |= {
        "curve": None,
        "tiers": [["0", "1", "1"], ["1", None, "2"]],
        "mode": "step",
    }
    year = a_year(quota={"target": "100", "credited": "150"})
    statement = statement_for(read_plan(plan), year)
    assert statement.multipliers["quota"] == 2
    assert "each slice" in named(statement.tree, "multiplier.quota").sentence
    assert evaluate(statement.tree) == statement.settled.released
