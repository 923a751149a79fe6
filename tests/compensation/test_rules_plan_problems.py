import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from compensation.rules import (
    BrokenTableError,
    Floors,
    mix_for,
    plan_problems,
    plan_warnings,
    read_plan,
    share_reading,
    what_if,
)
from tests.compensation.stories import a_year, component, sound_plan

LISTED = {
    "weights_not_100", "weight_negative", "component_duplicate", "secrets_below_25",
    "secrets_card_share_below_half", "other_solutions_below_20", "relationship_below_20",
    "relationship_share_fell", "relationship_share_not_rising", "previous_year_missing",
    "too_many_behaviours", "no_behaviours", "behaviour_weights_not_100",
    "behaviour_not_customer_rated", "hold_schedule_not_100", "milestone_not_customer_confirmed",
    "curve_x_order", "curve_not_monotone", "tier_gap", "split_not_100", "no_basis",
}  # fmt: skip


def codes(plan: Any) -> list[str]:
    return sorted(problem.code for problem in plan_problems(plan))


def behaviours(*weights: str, rated_by: str = "customer") -> list[dict[str, str]]:
    return [
        {"code": f"behaviour {place}", "weight_pct": weight, "rated_by": rated_by}
        for place, weight in enumerate(weights)
    ]


def with_curve(*points: list[str]) -> dict[str, Any]:
    plan = sound_plan()
    plan["components"][0]["curve"] = list(points)
    return plan


def with_tiers(*tiers: Any, mode: str | None = "step") -> dict[str, Any]:
    plan = sound_plan()
    plan["components"][0] = {
        "code": "quota", "weight_pct": "35", "tiers": list(tiers), "mode": mode,
    }  # fmt: skip
    return plan


def hold(**changes: Any) -> dict[str, Any]:
    return sound_plan(hold=sound_plan()["hold"] | changes)


SECOND_YEAR = {"programme_year": 2, "previous_share": "0.20"}
REFUSED = [
    (sound_plan(weights={"quota": "34"}), ["weights_not_100"]),
    (sound_plan(weights={"quota": "many"}), ["weights_not_100"]),
    (sound_plan(weights={"quota": "-5", "secrets": "65"}), ["weight_negative"]),
    (sound_plan(weights={"quota": "35.01", "secrets": "24.99"}), ["secrets_below_25"]),
    (sound_plan(weights={"quota": "36", "other_solutions": "19"}), ["other_solutions_below_20"]),
    (sound_plan(weights={"quota": "36", "relationship": "19"}), ["relationship_below_20"]),
    (sound_plan(share_basis="total_pay"), ["relationship_below_20"]),
    (sound_plan(secrets_card_share="0.49"), ["secrets_card_share_below_half"]),
    (sound_plan(programme_year=2), ["previous_year_missing"]),
    (sound_plan(programme_year=2, previous_share="a fifth"), ["previous_year_missing"]),
    (sound_plan(**SECOND_YEAR), ["relationship_share_not_rising"]),
    (sound_plan(**SECOND_YEAR | {"previous_share": "0.21"}), ["relationship_share_fell"]),
    (
        sound_plan(**SECOND_YEAR | {"previous_share": "0.21"}, at_ceiling=True),
        ["relationship_share_fell"],
    ),
    (sound_plan(behaviours=[]), ["no_behaviours"]),
    (sound_plan(behaviours=behaviours(*["100/7"] * 7)), ["too_many_behaviours"]),
    (sound_plan(behaviours=behaviours("50", "49.9")), ["behaviour_weights_not_100"]),
    (
        sound_plan(behaviours=behaviours("100", rated_by="manager")),
        ["behaviour_not_customer_rated"],
    ),
    (hold(schedule=["30", "30", "30"]), ["hold_schedule_not_100"]),
    (hold(schedule=[]), ["hold_schedule_not_100"]),
    (hold(schedule=["150", "-50"]), ["hold_schedule_not_100"]),
    (hold(customer_confirmed=False), ["milestone_not_customer_confirmed"]),
    (with_curve(["1", "0"], ["0.5", "1"]), ["curve_x_order"]),
    (with_curve(["0.5", "1"], ["1", "0.5"]), ["curve_not_monotone"]),
    (with_curve(["0.5", "-1"], ["1", "1"]), ["curve_not_monotone"]),
    (with_curve(["1", "1"], ["1", "0.5"]), ["curve_not_monotone"]),
    (with_curve(), ["no_basis"]),
    (with_tiers(["0", "1", "1"], ["2", None, "2"]), ["tier_gap"]),
    (with_tiers(["0", "2", "1"], ["1", None, "2"]), ["tier_gap"]),
    (with_tiers(["0", None, "1"], mode="accelerator"), ["no_basis"]),
    (with_tiers(["0", "1", "2"], ["1", None, "1"], mode="flat"), ["curve_not_monotone"]),
    (sound_plan(split=["50", "49"]), ["split_not_100"]),
    (sound_plan(splits=[["50", "50"], ["50", "49"]]), ["split_not_100"]),
    (sound_plan(splits=[{"shares": ["50", "49"]}]), ["split_not_100"]),
    (with_tiers({"from": "0", "to": "1", "rate": "1"}, ["2", None, "2"]), ["tier_gap"]),
    (with_tiers("0", None), ["tier_gap"]),
    (with_tiers(["0", None, "-1"]), ["curve_not_monotone"]),
    (sound_plan(share_basis="revenue"), ["no_basis"]),
    (sound_plan(share_basis="total_pay", salary=None), ["no_basis"]),
    (sound_plan(rating_scale=["5", "5"]), ["no_basis"]),
    (sound_plan(minor_units="two"), ["no_basis"]),
]


@pytest.mark.parametrize(("plan", "expected"), REFUSED)
def test_one_fault_gives_its_own_code_alone(plan: dict[str, Any], expected: list[str]) -> None:
    assert codes(plan) == expected


ACCEPTED = [
    sound_plan(),
    sound_plan(hold=None),
    sound_plan(secrets_card_share="1/2"),
    sound_plan(weights={"quota": "0", "relationship": "55"}),
    sound_plan(**SECOND_YEAR | {"previous_share": "0.19"}),
    sound_plan(**SECOND_YEAR, at_ceiling=True),
    sound_plan(share_basis="total_pay", salary="0"),
    sound_plan(behaviours=behaviours(*["50/3"] * 6)),
    sound_plan(split=["100/3", "100/3", "100/3"]),
    sound_plan(splits=[{"share_pct": "60"}, {"share_pct": "40"}]),
    sound_plan(splits=[{"shares": ["100"]}, ["50", "50"]]),
    with_tiers({"from": "0", "to": "1", "rate": "1"}, ["1", None, "2"], mode=None),
    with_curve(["0.5", "0"], ["1", "0.8"], ["1", "1"]),
    with_tiers(["0", "1", "2"], ["1", None, "1"]),
    hold(component="secrets"),
]


@pytest.mark.parametrize("plan", ACCEPTED)
def test_a_sound_plan_has_no_problems(plan: dict[str, Any]) -> None:
    assert plan_problems(plan) == []


def test_all_problems_are_said_at_once_with_a_sentence_and_a_field() -> None:
    plan = sound_plan(behaviours=[], hold={"schedule": ["1"]}, weights={"secrets": "20"})
    found = plan_problems(plan)
    assert [problem.code for problem in found] == [
        "weights_not_100",
        "secrets_below_25",
        "no_behaviours",
        "hold_schedule_not_100",
        "milestone_not_customer_confirmed",
    ]
    assert all(problem.sentence.endswith(".") and problem.field for problem in found)


def test_a_component_that_stands_twice_is_found_and_both_weigh() -> None:
    plan = sound_plan(weights={"secrets": "15"})
    plan["components"].append(component("secrets", "10"))
    assert codes(plan) == ["component_duplicate"]


def test_the_share_is_read_in_the_basis_of_the_plan_every_year() -> None:
    later = SECOND_YEAR | {"share_basis": "total_pay", "salary": "15000"}
    weights = {"quota": "15", "relationship": "40"}
    assert codes(sound_plan(**later, weights=weights)) == ["relationship_share_not_rising"]
    weights = {"quota": "16", "relationship": "39"}
    fallen = ["relationship_below_20", "relationship_share_fell"]
    assert codes(sound_plan(**later, weights=weights)) == fallen


def test_a_director_may_soften_policy_but_not_arithmetic() -> None:
    plan = sound_plan(weights={"secrets": "20", "quota": "41"})
    softer = Floors(modes={"secrets_below_25": "warn", "weights_not_100": "off"})
    assert [problem.code for problem in plan_problems(plan, softer)] == ["weights_not_100"]
    assert [problem.code for problem in plan_warnings(plan, softer)] == ["secrets_below_25"]
    off = Floors(modes={"secrets_below_25": "off"})
    assert plan_warnings(plan, off) == []


def test_a_broken_plan_is_not_calculated() -> None:
    with pytest.raises(BrokenTableError) as refused:
        read_plan(sound_plan(weights={"quota": "34"}))
    assert refused.value.code == "weights_not_100"


def test_both_readings_of_a_share_and_the_room_left() -> None:
    reading = share_reading("20", "60000", "60000")
    assert (str(reading.of_bonus), str(reading.of_total_pay)) == ("1/5", "1/10")
    assert (str(reading.room_of_bonus), str(reading.room_of_total_pay)) == ("7/20", "7/40")
    assert str(mix_for("0.20")) == "4/11"
    assert mix_for("0.56") is None


RUBBISH: list[Any] = [
    None, True, 0, -1, 10**40, 0.5, float("nan"), "", "abc", "1/0", "1e999999999", "-5", "1/3",
    [], {}, [[]], [None], {"a": 1}, [["1", "2", "3"]], "٣", b"x", {"code": ["quota"]}, set(),
]  # fmt: skip


def places(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    keys = list(range(len(found))) if isinstance(found, list) else []
    for key in found if isinstance(found, dict) else keys:
        yield from places(found[key], (*path, key))


def spoilt(scenario: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    copied = copy.deepcopy(scenario)
    for _ in range(chance.randint(1, 4)):
        *way, last = chance.choice(list(places(copied)) or [("plan",)])
        holder = copied
        for key in way:
            holder = holder[key]
        holder[last] = copy.deepcopy(chance.choice(RUBBISH))
    return copied


def test_a_thousand_random_plans_give_codes_and_never_a_crash() -> None:
    chance = random.Random(20261122)  # noqa: S311  # a seed, so that a failure comes back
    tiered = with_tiers(["0", "1", "1"], ["1", None, "2"], mode="flat")
    tiered |= {"split": ["50", "50"], "splits": [{"shares": ["100"]}], "start": "0"}
    for number in range(1000):
        plan = sound_plan() if number % 2 else tiered
        scenario = spoilt({"plan": plan, "inputs": a_year()}, chance)
        assert {problem.code for problem in plan_problems(scenario["plan"])} <= LISTED
        answer = what_if(scenario["plan"], scenario["inputs"])
        assert set(answer["errors"]) <= LISTED | {"malformed"}
        if not answer["errors"] and scenario["inputs"]:
            assert answer["total"]


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_anything_at_all_can_be_asked_for_its_problems(rubbish: Any) -> None:
    assert plan_problems(rubbish)
