"""Whatever a graver policy says, no clock and no rung moves later."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as some

from crm.recovery import rules

START = dt.datetime(2026, 3, 28, 20, tzinfo=dt.UTC)
KEYS = "abcdef"


@dataclass
class Step:
    key: str
    clock: str
    place: int
    at_pct: rules.Exact | None
    due_at: dt.datetime
    state: str = "waiting"
    spared_if_owned: bool = False


points = some.one_of(
    some.tuples(some.just("at_pct"), some.integers(0, 150)),
    some.tuples(some.just("at_s"), some.integers(0, 90_000)),
)
rungs = some.lists(
    some.tuples(some.sampled_from(KEYS), some.sampled_from(rules.CLOCKS), points),
    unique_by=lambda one: one[0], max_size=6,
)  # fmt: skip
policies = some.builds(
    lambda respond, more, found: rules.Policy(
        respond_s=respond,
        recover_s=respond + more,
        rungs=tuple(rules.Rung(key=key, clock=clock, **{at: n}) for key, clock, (at, n) in found),
    ),
    some.integers(1, 20_000), some.integers(0, 90_000), rungs,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(policies, policies, some.sets(some.just("respond")), some.booleans())
def test_a_raised_ticket_is_due_no_later_than_before_and_misses_no_level(
    old: rules.Policy, graver: rules.Policy, done: set[str], asked_later: bool
) -> None:
    until = rules.deadlines(old, START)
    steps = [
        Step(rung.key, rung.clock, place, rung.at_pct, rules.rung_due_at(rung, old, START))
        for place, rung in enumerate(old.rungs)
    ]
    found = rules.raised(
        steps, graver, started_at=START, until=until, done=done, asked_later=asked_later
    )
    new = rules.deadlines(graver, START)
    for clock in rules.CLOCKS:
        stays = clock in done or (clock == "recover" and asked_later)
        assert found.until[clock] == (until[clock] if stays else min(until[clock], new[clock]))
    assert all(at <= step.due_at for step, at, _said in found.moved)
    assert {step.key for step, _at, _said in found.moved} == {
        step.key for step in steps if step.clock not in done
    }
    known = {step.key for step in steps} | {rung.key for _place, rung, _at in found.added}
    assert known >= {rung.key for rung in graver.rungs if rung.clock not in done}
    for _place, rung, at in found.added:
        assert at <= rules.rung_due_at(rung, graver, START) or asked_later
