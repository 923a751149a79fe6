"""A ladder fit to publish, what one changes against another, and a real history replayed."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.recovery import rules
from crm.recovery.rules import DEFAULT_LADDER, DEFAULT_POLICY, Rung

HOUR = 3600
NINE = dt.datetime(2026, 11, 23, 9, 12, tzinfo=dt.UTC)
BREACHES = (
    Rung(key="late_word", clock="respond", at_pct=100, tells=("service_lead",)),
    Rung(key="breach", clock="recover", at_s=24 * HOUR, tells=("director",)),
)


def flaws(*rungs: Rung, respond_s: int = 4 * HOUR, recover_s: int = 24 * HOUR) -> set[str]:
    return {flaw.code for flaw in rules.ladder_flaws(respond_s, recover_s, rungs)}


def test_the_ladder_every_house_starts_with_has_no_flaw() -> None:
    assert flaws(*DEFAULT_LADDER) == set()
    assert flaws(*BREACHES) == set()


@pytest.mark.parametrize(
    ("rungs", "durations", "code"),
    [
        ((), {}, "number_of_rungs"),
        (BREACHES * 16, {}, "number_of_rungs"),
        ((*BREACHES, BREACHES[0]), {}, "duplicate_key"),
        ((*BREACHES, replace(BREACHES[0], key="Late")), {}, "bad_rung_key"),
        ((*BREACHES, replace(BREACHES[0], key="never", at_pct=1001)), {}, "point_too_far"),
        ((*BREACHES, replace(BREACHES[0], key="mute", tells=())), {}, "rung_tells_nobody"),
        ((*BREACHES, replace(BREACHES[0], key="us", tells=("persons",))), {}, "rung_names_nobody"),
        (BREACHES[1:], {}, "silent_respond_breach"),
        (BREACHES[:1], {}, "silent_recover_breach"),
        ((BREACHES[0], replace(BREACHES[1], at_s=23 * HOUR)), {}, "silent_recover_breach"),
        ((BREACHES[0], replace(BREACHES[1], spared_if_owned=True)), {}, "silent_recover_breach"),
        (BREACHES, {"respond_s": 0}, "bad_duration"),
        (BREACHES, {"recover_s": 367 * 24 * HOUR}, "bad_duration"),
        (BREACHES, {"recover_s": HOUR}, "recover_before_respond"),
    ],
)
def test_each_flaw_is_found(rungs: tuple[Rung, ...], durations: dict[str, int], code: str) -> None:
    assert f"recovery.{code}" in flaws(*rungs, **durations)


def test_what_a_policy_changes_is_named_and_numbers_are_compared_by_value() -> None:
    nudge = DEFAULT_LADDER[1]
    same = replace(nudge, at_pct="50.0")
    rungs = (same, DEFAULT_LADDER[0], *DEFAULT_LADDER[2:-1], replace(BREACHES[1], key="end"))
    after = replace(DEFAULT_POLICY, respond_s=3 * HOUR, rungs=rungs)
    found = {(change.kind, change.key) for change in rules.policy_changes(DEFAULT_POLICY, after)}
    assert found == {
        ("duration", "respond"), ("added", "end"), ("removed", "breach"), ("order", "respond"),
    }  # fmt: skip
    moved = replace(nudge, at_pct=60, tells=("steward",), channels=("in_app",))
    kinds = [
        change.kind
        for change in rules.policy_changes(
            replace(DEFAULT_POLICY, rungs=(nudge,)), replace(DEFAULT_POLICY, rungs=(moved,))
        )
    ]
    assert kinds == ["moved", "tells", "channels"]


@given(
    st.decimals(0, 5000, places=2),
    st.sampled_from(rules.UNITS),
    st.sampled_from([4 * HOUR, 24 * HOUR, 90]),
)
def test_a_point_is_said_as_it_was_meant(number: object, unit: str, clock_s: int) -> None:
    """Said again in other words it is the same instant, and early ones wait for quiet hours."""
    rung = rules.placed(BREACHES[0], str(number), unit, clock_s)
    again = rules.placed(BREACHES[0], *rules.said_point(rung, clock_s), clock_s)
    apart = abs(rules.point_s(again, clock_s) - rules.point_s(rung, clock_s))
    assert apart <= Fraction(1, 100)
    early = 4 * rules.point_s(rung, clock_s) < 3 * Fraction(clock_s)
    assert rung.held_in_quiet_hours is early


def test_minutes_before_the_deadline_move_with_an_appointment() -> None:
    rung = rules.placed(BREACHES[1], 144, "before", 24 * HOUR)
    assert (rung.at_pct, rung.at_s) == (90, None)
    assert rules.said_point(replace(rung, at_pct=Fraction(2375, 24)), 24 * HOUR) == (15, "before")


def test_a_history_is_played_at_every_instant_a_rung_is_due() -> None:
    """A late start, an appointment and an owner: each does to the new ladder what it did then."""
    early = Rung(key="soon", clock="recover", at_pct=25, tells=("owner",))
    alone = Rung(
        key="alone", clock="respond", at_s=900, tells=("service_lead",), spared_if_owned=True
    )
    policy = rules.Policy(respond_s=4 * HOUR, recover_s=24 * HOUR, rungs=(alone, early, *BREACHES))
    hour = dt.timedelta(hours=1)
    first = rules.Turn(
        started_at=NINE,
        known_at=NINE + 5 * hour,
        ended_at=NINE + 40 * hour,
        responded_at=NINE + 6 * hour,
        recovered_at=NINE + 40 * hour,
        appointments=[(NINE + 5.5 * hour, NINE + 48 * hour)],
    )
    again = rules.Turn(
        started_at=NINE + 50 * hour, known_at=NINE + 50 * hour, ended_at=NINE + 52 * hour
    )
    played = rules.play(rules.scenario_of(policy, [first, again], [(NINE, True)]))
    states = [{rung["key"]: rung["state"] for rung in cycle["rungs"]} for cycle in played["cycles"]]
    assert states == [
        {"alone": "spared", "late_word": "climbed", "soon": "climbed", "breach": "climbed"},
        {"alone": "spared", "late_word": "waiting", "soon": "waiting", "breach": "waiting"},
    ]
    soon = next(one for one in played["cycles"][0]["rungs"] if one["key"] == "soon")
    assert soon["climbed_at"] == "2026-11-23T21:12:00.000001Z"
    assert [cycle["breaches"] for cycle in played["cycles"]] == [["respond"], []]
