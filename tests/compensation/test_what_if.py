import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from compensation.management.commands.what_if import Command
from compensation.rules import what_if
from tests.compensation.stories import BEHAVIOURS, a_year, sound_plan
from tests.real_rows import worked_cases


def asked(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    try:
        call_command(Command(), str(path))
    except SystemExit as left:
        return int(left.code or 0), json.loads(capsys.readouterr().out)
    return 0, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("case", worked_cases("what_if.jsonl"))
def test_a_worked_case_is_calculated_as_expected(
    case: dict[str, Any], shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps({"plan": case["plan"], "inputs": case["inputs"]}), encoding="utf-8")
    expected = case["expect"]
    assert asked(path, capsys) == (1 if expected["errors"] else 0, expected)


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b"[]", b"{}", b'"plan"']
)
def test_a_malformed_file_prints_its_code_and_leaves_with_1(
    text: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "scenario.json"
    path.write_bytes(text)
    assert asked(path, capsys) == (1, {"errors": ["malformed"]})
    assert asked(tmp_path / "nowhere.json", capsys) == (1, {"errors": ["malformed"]})


def test_empty_inputs_ask_for_the_plan_check_alone() -> None:
    assert what_if(sound_plan(), {}) == {"errors": []}
    assert what_if(sound_plan(weights={"quota": "34"}), {}) == {"errors": ["weights_not_100"]}


def test_nothing_answered_at_year_end_pays_the_team_figure_at_most_in_full() -> None:
    silent = a_year(
        relationship={"team_mean01": dict.fromkeys(BEHAVIOURS, "0.9"), "ratings": {}},
        secrets={"card_ratings": [], "team_mean01": "0.6"},
        other_solutions={"yes": 0, "no": 0, "team_rate": "1"},
    )
    answer = what_if(sound_plan(), silent)
    assert answer["scores"] == {
        "quota": "5/6", "secrets": "3/5", "relationship": "9/10", "other_solutions": "1",
    }  # fmt: skip
    assert answer["multipliers"] == {
        "quota": "2/3", "secrets": "3/4", "relationship": "1", "other_solutions": "1",
    }  # fmt: skip
    early = what_if(sound_plan(), silent | {"year_end": False})
    assert early["scores"] == answer["scores"]
    assert early["carried_target"] == {
        "secrets": "3750.00", "relationship": "3000.00", "other_solutions": "3000.00",
    }  # fmt: skip


def test_the_smallest_count_of_a_behaviour_decides() -> None:
    ratings = dict.fromkeys(BEHAVIOURS, ["4"] * 9) | {"promises": ["4"] * 4}
    relationship = a_year()["relationship"] | {"ratings": ratings}
    answer = what_if(sound_plan(), a_year(relationship=relationship, year_end=False))
    assert answer["carried_target"] == {"relationship": "3000.00"}


def test_exactly_enough_customers_are_enough() -> None:
    five = {"card_ratings": ["4"] * 5, "team_mean01": "0.7"}
    assert what_if(sound_plan(), a_year(secrets=five, year_end=False))["carried_target"] == {}


def test_audited_manuals_take_the_share_the_plan_gives_them() -> None:
    secrets = {"card_ratings": ["5"] * 6, "team_mean01": "1", "manual_quality": "1/2"}
    plan = sound_plan(secrets_card_share="3/4")
    assert what_if(plan, a_year(secrets=secrets))["scores"]["secrets"] == "7/8"
    del secrets["manual_quality"]
    assert what_if(plan, a_year(secrets=secrets)) == {"errors": ["no_basis"]}


@pytest.mark.parametrize(
    ("minor_units", "bonus", "targets"),
    [
        (0, "1001", ["351", "250", "200", "200"]),
        (3, "10.001", ["3.501", "2.500", "2.000", "2.000"]),
    ],
)
def test_currencies_with_other_decimals(minor_units: int, bonus: str, targets: list[str]) -> None:
    answer = what_if(sound_plan(minor_units=minor_units, target_bonus=bonus), a_year())
    assert list(answer["targets"].values()) == targets
    for text in (*answer["components"].values(), answer["total"], *answer["hold_parts"]):
        assert len(text.partition(".")[2]) == minor_units


def test_the_prorated_target_is_rounded_half_up_before_it_is_shared() -> None:
    answer = what_if(sound_plan(target_bonus="100.01"), a_year(proration="1/2"))
    assert answer["targets"] == {
        "quota": "17.51", "secrets": "12.50", "relationship": "10.00", "other_solutions": "10.00",
    }  # fmt: skip


def test_a_plan_without_a_hold_releases_all() -> None:
    answer = what_if(sound_plan(hold=None), a_year())
    assert (answer["withheld"], answer["hold_parts"]) == ("0.00", [])
    assert answer["released"] == answer["total"]


def test_a_milestone_nobody_named_is_not_done() -> None:
    answer = what_if(sound_plan(), a_year(milestones_done=[]))
    assert answer["withheld"] == answer["components"]["quota"]
    mumbled = what_if(sound_plan(), a_year(milestones_done=["yes", 1, True]))
    assert mumbled["hold_parts"][2] == "1750.00"
    assert mumbled["withheld"] == "1750.00"


def test_any_component_may_wait() -> None:
    plan = sound_plan()
    plan["hold"] |= {"component": "relationship"}
    answer = what_if(plan, a_year(milestones_done=[]))
    assert answer["withheld"] == answer["components"]["relationship"]


def test_less_than_nothing_credited_pays_nothing() -> None:
    answer = what_if(sound_plan(), a_year(quota={"target": "100", "credited": "-20"}))
    assert answer["scores"]["quota"] == "-1/5"
    assert answer["components"]["quota"] == "0.00"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"quota": {"target": "0", "credited": "5"}}, "no_basis"),
        ({"quota": {"credited": "5"}}, "no_basis"),
        ({"secrets": None}, "no_basis"),
        ({"quota": {"target": 1.5, "credited": "5"}}, "malformed"),
        ({"secrets": {"card_ratings": ["6"], "team_mean01": "0.5"}}, "malformed"),
        ({"secrets": {"card_ratings": "44", "team_mean01": "0.5"}}, "malformed"),
        ({"other_solutions": {"yes": -1, "no": 2, "team_rate": "0.5"}}, "malformed"),
        ({"other_solutions": {"yes": "1/2", "no": 2, "team_rate": "0.5"}}, "malformed"),
        ({"proration": "-1"}, "malformed"),
        ({"year_end": "yes"}, "malformed"),
    ],
)
def test_inputs_that_cannot_be_read_are_said_to_be_so(changes: dict[str, Any], code: str) -> None:
    assert what_if(sound_plan(), a_year(**changes)) == {"errors": [code]}


def test_a_component_that_weighs_nothing_needs_no_facts() -> None:
    plan = sound_plan(weights={"quota": "0", "relationship": "55"})
    answer = what_if(plan, a_year(quota=None))
    assert (answer["errors"], answer["components"]["quota"]) == ([], "0.00")
