from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compensation.rules import (
    DealLine,
    clawback,
    corrections,
    largest_remainder,
    milestone_state,
    settle,
    share_among_deals,
    share_pool,
    split_problems,
)

states = st.sampled_from(["released", "held", "lapsed"])


@given(
    st.integers(min_value=0, max_value=10**9),
    st.lists(
        st.tuples(
            st.integers(1, 10**7), st.lists(st.integers(1, 100), min_size=1, max_size=5), states
        ),
        min_size=1,
        max_size=8,
    ),
)
def test_calculated_is_released_and_held_and_lapsed(
    units: int, rows: list[tuple[int, list[int], str]]
) -> None:
    deals = [
        DealLine(f"deal {place}", Fraction(credit), tuple(map(Fraction, shares)))
        for place, (credit, shares, _state) in enumerate(rows)
    ]
    parts = share_among_deals(units, deals)
    settled = settle((part, row[2]) for line, row in zip(parts, rows, strict=True) for part in line)
    assert settled.calculated == units
    assert min(settled.released, settled.held, settled.lapsed) >= 0


def test_the_four_deals_of_a_quarter_share_their_part_by_credit() -> None:
    credited = ["484219.78", "312400.00", "268380.22", "159000.00"]
    assert largest_remainder(546000, credited) == [216000, 139355, 119719, 70926]
    assert largest_remainder(216000, [20, 30, 50]) == [43200, 64800, 108000]


def test_only_what_was_released_survives_a_cancelled_deal() -> None:
    assert milestone_state(signed=True, paid=False, cancelled=True) == "released"
    assert milestone_state(signed=False, paid=True, cancelled=True) == "lapsed"
    assert milestone_state(signed=False, paid=False, cancelled=False) == "held"


def test_a_plan_may_wait_for_the_invoice_too() -> None:
    until_paid = "signed_and_paid"
    assert milestone_state(signed=True, paid=False, cancelled=False, condition=until_paid) == "held"
    assert (
        milestone_state(signed=True, paid=True, cancelled=False, condition=until_paid) == "released"
    )


def test_a_clawback_takes_at_most_the_cap_and_carries_the_rest() -> None:
    assert clawback(1000, 400) == (400, 600)
    assert clawback(100, 400, carried_units=600) == (400, 300)
    assert clawback(100, 400) == (100, 0)


def test_a_late_fact_posts_only_the_difference_and_only_once() -> None:
    posted = {"quota": 100, "secrets": 50}
    again = {"quota": 130, "secrets": 50, "relationship": 5}
    changes = corrections(posted, again)
    assert changes == {"quota": 30, "relationship": 5}
    after = {line: posted.get(line, 0) + changes.get(line, 0) for line in again}
    assert corrections(after, again) == {}


def test_a_pool_is_shared_by_target_and_relationship() -> None:
    assert share_pool(100, [("1000", "1/2"), ("1000", "1"), ("0", "1")]) == [33, 67, 0]


def test_three_thirds_are_a_whole_split() -> None:
    assert split_problems(["100/3", "100/3", "100/3"]) == []
    assert [problem.code for problem in split_problems(["33.33", "33.33", "33.33"])] == [
        "split_not_100"
    ]
    assert split_problems([{"share_pct": "60"}, {"share_pct": "40"}]) == []
    assert split_problems(["150", "-50"]) != []


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="state"):
        settle([(1, "lost")])
