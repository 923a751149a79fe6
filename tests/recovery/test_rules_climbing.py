from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from crm.recovery.rules import (
    is_breach,
    is_met,
    left_when_cycle_ends,
    one_notice_each,
    retimed,
    spared_by,
    sweep,
)
from tests.recovery.stories import START

HOUR = timedelta(hours=1)
BLINK = timedelta(microseconds=1)


@dataclass
class Row:
    key: str
    hours: int
    place: int = 0
    clock: str = "recover"
    state: str = "waiting"
    at_pct: str | None = "50"
    spared_if_owned: bool = False

    @property
    def due_at(self) -> datetime:
        return START + self.hours * HOUR


def test_done_at_the_deadline_is_met_and_a_microsecond_later_is_a_breach() -> None:
    assert is_met(START, START)
    assert not is_met(START, START + BLINK)
    assert not is_breach(START, done=False, now=START)
    assert is_breach(START, done=False, now=START + BLINK)
    assert not is_breach(START, done=True, now=START + HOUR)


def test_a_rung_is_due_strictly_after_its_instant() -> None:
    row = Row("nudge", 2)
    assert sweep([row], now=row.due_at, done=()).climbed == []
    assert sweep([row], now=row.due_at + BLINK, done=()).climbed == [row]


def test_a_rung_whose_step_is_done_is_spared_however_late_it_is_found() -> None:
    found = sweep([Row("nudge", 2)], now=START + 99 * HOUR, done={"recover"})
    assert (found.climbed, [row.key for row in found.spared]) == ([], ["nudge"])


def test_unassigned_is_spared_when_somebody_owns_the_ticket() -> None:
    row = Row("unassigned", 1, spared_if_owned=True)
    assert sweep([row], now=START + 2 * HOUR, done=(), has_owner=True).spared == [row]
    assert sweep([row], now=START + 2 * HOUR, done=(), has_owner=False).climbed == [row]


def test_only_waiting_rungs_are_climbed_spared_or_left_behind() -> None:
    rows = [Row(state, 1, state=state) for state in ("climbed", "spared", "stale")]
    assert sweep(rows, now=START + 9 * HOUR, done=()).climbed == []
    assert spared_by(rows, "recover") == []
    assert left_when_cycle_ends(rows) == []
    assert retimed(rows, started_at=START, until=START + HOUR) == []


def test_an_appointment_moves_shares_of_the_recover_clock_and_nothing_else() -> None:
    share, fixed = Row("share", 1), Row("fixed", 1, at_pct=None)
    other = Row("other", 1, clock="respond")
    moved = retimed([share, fixed, other], started_at=START, until=START + 10 * HOUR)
    assert moved == [(share, START + 5 * HOUR)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["waiting", "climbed", "spared", "stale"]),
            st.sampled_from(["respond", "recover"]),
            st.none() | st.integers(1, 150),
        ),
        max_size=8,
    ),
    st.integers(1, 500),
)
def test_an_appointment_keeps_each_share_and_touches_nothing_that_is_over(
    kinds: list[tuple[str, str, int | None]], hours: int
) -> None:
    """Waiting shares stand where they stood, of the new span; all else keeps its time."""
    rows = [
        Row(str(place), 1, clock=watched, state=state, at_pct=None if pct is None else str(pct))
        for place, (state, watched, pct) in enumerate(kinds)
    ]
    until = START + hours * HOUR
    moved = retimed(rows, started_at=START, until=until)
    for row, due_at in moved:
        share = Fraction(row.at_pct or 0) / 100
        assert abs((due_at - START) / BLINK - share * ((until - START) // BLINK)) <= 1
    may_move = [
        row for row in rows if (row.state, row.clock) == ("waiting", "recover") and row.at_pct
    ]
    assert [row for row, _due_at in moved] == may_move


def test_each_person_gets_one_notice_for_the_latest_due_rung_that_tells_them() -> None:
    early, late = Row("early", 1, place=0), Row("late", 2, place=1)
    tie = Row("tie", 2, place=2)
    told = one_notice_each([(late, ["kim"]), (tie, ["kim", "ada"]), (early, ["ada", "bo"])])
    assert {person: row.key for person, row in told.items()} == {
        "kim": "tie",
        "ada": "tie",
        "bo": "early",
    }
