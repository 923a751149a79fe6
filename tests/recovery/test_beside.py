"""What stands beside a ticket of who is told: what still speaks, with its day, and the rest."""

import datetime as dt

from crm.recovery.models import Cycle, Rung
from crm.recovery.queries.rungs import Ladder
from tests.conftest import Clock


def test_what_was_not_needed_is_put_aside_and_another_day_is_named(clock: Clock) -> None:
    clock.set(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC))
    due = {"nudge": 1, "halfway": 2, "at_risk": 26}
    rungs = [
        Rung(key=key, state="spared" if key == "nudge" else "waiting", tells=["owner"],
             due_at=clock.at + dt.timedelta(hours=hours))
        for key, hours in due.items()
    ]  # fmt: skip
    ladder = Ladder.of(rungs, Cycle(respond_by=clock.at, recover_by=clock.at))
    assert [row.day for row in ladder.rungs] == ["", "Tue 24 Nov"]
    assert len(ladder.spared) == 1
