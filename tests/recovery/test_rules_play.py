"""Histories played: edges by name, then any history against a second, naive telling."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.recovery.rules import MalformedError, play
from tests.recovery.stories import event, naive_play, policy, rung, stamp

NUDGE = rung("nudge", "respond", at_pct="50")
HALFWAY = rung("halfway", "recover", at_pct="50")
FIXED = rung("fixed", "recover", at_s=3600)


def played(*events: dict[str, str], rungs: tuple[dict[str, object], ...] = (NUDGE, HALFWAY)) -> Any:
    return play({"policy": policy(*rungs), "events": [event("report"), *events]})


def states(told: Any, cycle: int = 1) -> list[str]:
    return [row["state"] for row in told["cycles"][cycle - 1]["rungs"]]


def test_nothing_but_a_sweep_or_the_late_step_finds_a_breach() -> None:
    told = played(event("appoint", 30, until=40), event("reopen", 50))
    assert [cycle["breaches"] for cycle in told["cycles"]] == [[], []]


def test_an_appointment_made_after_the_breach_leaves_it_on_record() -> None:
    told = played(event("sweep", 25), event("appoint", 26, until=40), event("recover", 39))
    assert told["cycles"][0]["breaches"] == ["recover", "respond"]
    assert told["cycles"][0]["recover_by"] == stamp(40)


def test_an_appointment_moves_an_overdue_rung_that_no_sweep_has_found() -> None:
    told = played(event("appoint", 20, until=48), event("sweep", 21))
    assert told["cycles"][0]["rungs"][1]["due_at"] == stamp(24)
    assert states(told) == ["climbed", "waiting"]


def test_a_second_appointment_is_measured_from_the_cycles_start_too() -> None:
    told = played(event("appoint", 1, until=100), event("appoint", 2, until=10))
    assert told["cycles"][0]["rungs"][1]["due_at"] == stamp(5)


def test_an_appointment_leaves_climbed_and_fixed_rungs_where_they_are() -> None:
    told = played(event("sweep", 13), event("appoint", 14, until=99), rungs=(HALFWAY, FIXED))
    assert [row["due_at"] for row in told["cycles"][0]["rungs"]] == [stamp(12), stamp(1)]
    later = played(event("appoint", "0.5", until=99), rungs=(FIXED,))
    assert later["cycles"][0]["rungs"][0]["due_at"] == stamp(1)


def test_reopening_counts_everything_anew_and_leaves_the_first_cycle_as_it_was() -> None:
    told = played(
        event("sweep", 3), event("reopen", 100), event("sweep", 103), rungs=(NUDGE, FIXED)
    )
    assert states(told, 1) == ["climbed", "climbed"]
    assert [row["due_at"] for row in told["cycles"][1]["rungs"]] == [stamp(102), stamp(101)]
    assert told["notices"][-1] == {
        "at": stamp(103),
        "rungs": ["fixed", "nudge"],
        "highest": "nudge",
    }
    untouched = played(event("reopen", 100), event("sweep", 200))
    assert states(untouched, 1) == ["waiting", "waiting"]
    assert untouched["cycles"][0]["breaches"] == []


def test_reopening_forgets_an_appointment() -> None:
    told = played(event("appoint", 1, until=99), event("reopen", 2))
    assert [cycle["recover_by"] for cycle in told["cycles"]] == [stamp(99), stamp(26)]


def test_rungs_due_together_stand_in_the_policys_order_and_the_last_is_the_highest() -> None:
    twins = (
        rung("b", "recover", at_s=60),
        rung("a", "respond", at_s=60),
        rung("z", "respond", at_s=1),
    )
    told = played(event("sweep", 1), rungs=twins)
    assert told["notices"] == [{"at": stamp(1), "rungs": ["z", "b", "a"], "highest": "a"}]


def test_recovering_does_not_spare_the_response() -> None:
    assert states(played(event("recover", 1), event("sweep", 3))) == ["climbed", "spared"]


def test_the_first_answer_stands() -> None:
    told = played(event("respond", 1), event("respond", 9))
    assert told["cycles"][0]["responded_at"] == stamp(1)
    assert told["cycles"][0]["breaches"] == []


def test_a_sweep_at_the_very_instant_finds_nothing() -> None:
    assert played(event("sweep", 2))["notices"] == []
    late = played(event("sweep", 2, microseconds=1))["notices"]
    assert late[0]["at"] == "2026-06-01T10:00:00.000001Z"


def test_offsets_are_turned_into_utc() -> None:
    told = play(
        {"policy": policy(), "events": [{"type": "report", "at": "2026-01-01T01:00:00+05:45"}]}
    )
    assert told["cycles"][0]["respond_by"] == "2025-12-31T23:15:00Z"


GOOD: dict[str, Any] = {"policy": policy(NUDGE), "events": [event("report"), event("sweep", 1)]}


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (["policy"], None, "bad_policy"),
        (["policy", "respond_s"], -1, "bad_duration"),
        (["policy", "respond_s"], 0, "bad_duration"),
        (["policy", "recover_s"], None, "bad_duration"),
        (["policy", "recover_s"], "soon", "bad_number"),
        (["policy", "recover_s"], True, "bad_number"),
        (["policy", "recover_s"], 10**20, "out_of_range"),
        (["policy", "rungs"], None, "bad_rungs"),
        (["policy", "rungs", 0], "nudge", "bad_rung"),
        (["policy", "rungs", 0, "key"], "", "bad_key"),
        (["policy", "rungs", 0, "key"], 7, "bad_key"),
        (["policy", "rungs", 0, "clock"], "lunch", "bad_clock"),
        (["policy", "rungs", 0, "clock"], [], "bad_clock"),
        (["policy", "rungs", 0, "at_pct"], None, "bad_point"),
        (["policy", "rungs", 0, "at_pct"], "-5", "bad_number"),
        (["policy", "rungs", 0, "at_s"], 5, "bad_point"),
        (["policy", "rungs", 0, "tells"], ["boss"], "bad_audience"),
        (["policy", "rungs"], [NUDGE, NUDGE], "duplicate_key"),
        (["events"], {}, "bad_events"),
        (["events"], [], "report_not_first"),
        (["events"], [event("sweep")], "report_not_first"),
        (["events", 1], event("report", 2), "second_report"),
        (["events", 1], event("sweep", -1), "events_out_of_order"),
        (["events", 1], 3, "bad_event"),
        (["events", 1, "type"], "sing", "unknown_event"),
        (["events", 1, "type"], [], "unknown_event"),
        (["events", 1, "at"], None, "bad_instant"),
        (["events", 1, "at"], "noon", "bad_instant"),
        (["events", 1, "at"], "2026-06-01", "bad_instant"),
        (["events", 1, "at"], "2026-02-30T08:00:00Z", "bad_instant"),
        (["events", 1, "at"], "2026-06-01T09:00:00", "instant_without_offset"),
        (["events", 1, "at"], "0001-01-01T00:00:00+14:00", "out_of_range"),
        (["events", 1], event("appoint", 1), "bad_instant"),
        (["events", 1], event("appoint", 1, until=0), "bad_until"),
    ],
)
def test_a_malformed_scenario_is_named(path: list[Any], value: object, code: str) -> None:
    scenario = deepcopy(GOOD)
    spot: Any = scenario
    for name in path[:-1]:
        spot = spot[name]
    spot[path[-1]] = value
    with pytest.raises(MalformedError) as refused:
        play(scenario)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("scenario", "code"),
    [([], "not_an_object"), ({}, "policy_missing"), ({"policy": policy()}, "events_missing")],
)
def test_a_scenario_lacking_a_part_is_named(scenario: object, code: str) -> None:
    with pytest.raises(MalformedError, match=code):
        play(scenario)


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    points = st.one_of(
        st.fixed_dictionaries({"at_pct": st.integers(1, 150).map(str)}),
        st.fixed_dictionaries({"at_s": st.integers(0, 7)}),
    )
    drawn = draw(st.lists(st.tuples(st.sampled_from(["respond", "recover"]), points), max_size=6))
    rungs = [rung(f"r{place}", clock, **point) for place, (clock, point) in enumerate(drawn)]
    at, events = 0, [event("report")]
    kinds = st.sampled_from(["respond", "recover", "reopen", "appoint", "sweep", "sweep", "sweep"])
    for kind in draw(st.lists(kinds, max_size=12)):
        at += draw(st.sampled_from([0, 1, 500_000, 1_000_000, 1_000_001, 3_000_000]))
        told = event(kind, microseconds=at)
        if kind == "appoint":
            told["until"] = stamp(microseconds=at + draw(st.integers(1, 9_000_000)))
        events.append(told)
    lengths = {name: draw(st.integers(1, 9)) for name in ("respond_s", "recover_s")}
    return {"policy": policy(*rungs, **lengths), "events": events}


@given(scenarios())
def test_any_history_is_told_like_the_naive_telling(scenario: dict[str, Any]) -> None:
    assert play(scenario) == naive_play(scenario)


@given(scenarios())
def test_playing_twice_tells_the_same_and_leaves_the_scenario_alone(
    scenario: dict[str, Any],
) -> None:
    before = deepcopy(scenario)
    assert play(scenario) == play(scenario)
    assert scenario == before


@given(scenarios())
def test_a_rung_is_climbed_at_most_once_in_due_order_and_a_spared_one_tells_nobody(
    scenario: dict[str, Any],
) -> None:
    told: Any = play(scenario)
    rows = [row for cycle in told["cycles"] for row in cycle["rungs"]]
    climbed = [row for row in rows if row["state"] == "climbed"]
    noticed = [key for notice in told["notices"] for key in notice["rungs"]]
    assert sorted(noticed) == sorted(row["key"] for row in climbed)
    assert all(row["climbed_at"] is None for row in rows if row["state"] != "climbed")
    places = [entry["key"] for entry in scenario["policy"]["rungs"]]
    for cycle in told["cycles"]:
        due = {row["key"]: (row["due_at"][:19], row["due_at"]) for row in cycle["rungs"]}
        if len(told["cycles"]) == 1:
            for notice in told["notices"]:
                seconds = [due[key][0] for key in notice["rungs"]]
                assert seconds == sorted(seconds)
                assert notice["highest"] == notice["rungs"][-1]
                assert set(notice["rungs"]) <= set(places)


@given(scenarios())
def test_a_second_sweep_at_the_same_instant_changes_nothing(scenario: dict[str, Any]) -> None:
    last = {"type": "sweep", "at": scenario["events"][-1]["at"]}
    once = {**scenario, "events": [*scenario["events"], last]}
    twice = {**scenario, "events": [*scenario["events"], last, last]}
    assert play(once) == play(twice)
