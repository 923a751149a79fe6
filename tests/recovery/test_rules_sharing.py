"""Who takes a ticket is fair, the same whoever asks, and never somebody who is away."""

import datetime as dt
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.recovery.rules import MORE_IF_FIT, WEIGHTS, Hand, Task, choose, share_out

T0 = dt.datetime(2026, 11, 23, 9, 12, tzinfo=dt.UTC)
LANGUAGES = st.frozensets(st.sampled_from(["en", "es", "el"]), max_size=3)
CAUSES = st.frozensets(st.integers(1, 3), max_size=2)
HANDS = st.lists(
    st.builds(
        Hand,
        key=st.integers(1, 30),
        load=st.integers(0, 12),
        languages=LANGUAGES,
        causes=CAUSES,
        is_away=st.booleans(),
        is_at_work=st.booleans(),
        given_at=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
    ),
    max_size=6,
    unique_by=lambda one: one.key,
)
TASKS = st.lists(
    st.builds(
        Task,
        key=st.integers(1, 99),
        severity=st.sampled_from([1, 2, 3]),
        due_at=st.integers(0, 3).map(lambda hours: T0 + dt.timedelta(hours=hours)),
        language=st.sampled_from(["", "en", "es"]),
        cause=st.none() | st.integers(1, 3),
        not_to=st.frozensets(st.integers(1, 30), max_size=3),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


def hand(key: int, load: int = 0, **more: object) -> Hand:
    return Hand(key=key, load=load, **more)  # type: ignore[arg-type]


def chosen(task: Task, *hands: Hand) -> int:
    choice = choose(task, hands)
    assert choice is not None
    return choice.hand.key


@given(tasks=TASKS, hands=HANDS, only_at_work=st.booleans(), mixed=st.randoms())
@settings(max_examples=150, deadline=None)
def test_sharing_out_is_fair_and_the_same_in_any_order(
    tasks: list[Task], hands: list[Hand], only_at_work: bool, mixed: Random
) -> None:
    made = share_out(tasks, hands, only_at_work=only_at_work)
    again = share_out(
        mixed.sample(tasks, len(tasks)), mixed.sample(hands, len(hands)), only_at_work=only_at_work
    )
    assert again == made
    loads = {one.key: one.load for one in hands}
    for one in made:
        working = {
            other.key
            for other in hands
            if not other.is_away and other.key not in one.task.not_to and other.is_at_work
        }
        able = working or {
            other.key for other in hands if not other.is_away and other.key not in one.task.not_to
        }
        assert one.hand.key in able
        assert working or not only_at_work
        least = min(loads[key] for key in able)
        assert loads[one.hand.key] <= least + MORE_IF_FIT
        assert one.is_least_loaded == (loads[one.hand.key] == least)
        assert one.is_least_loaded or one.speaks or one.knows
        loads[one.hand.key] += WEIGHTS[one.task.severity]
    if all(not task.not_to for task in tasks) and any(
        not one.is_away and (one.is_at_work or not only_at_work) for one in hands
    ):
        assert {one.task.key for one in made} == {task.key for task in tasks}


def test_language_comes_before_cause_and_both_before_a_little_less_load() -> None:
    task = Task(key=1, severity=2, due_at=T0, language="es", cause=7)
    speaks, knows = frozenset({"es"}), frozenset({7})
    assert chosen(task, hand(1, causes=knows), hand(2, 3, languages=speaks)) == 2
    assert chosen(task, hand(1), hand(2, 4, causes=knows)) == 2
    assert chosen(task, hand(1), hand(2, 5, languages=speaks, causes=knows)) == 1
    plain = replace(task, language="", cause=None)
    assert chosen(plain, hand(1), hand(2, languages=frozenset({""}))) == 1


def test_equal_hands_take_turns_and_whoever_got_one_last_waits() -> None:
    tasks = [Task(key=key, severity=2, due_at=T0) for key in range(1, 5)]
    late = hand(1, given_at=T0)
    made = share_out(tasks, [late, hand(2, given_at=T0 - dt.timedelta(hours=1))])
    assert [one.hand.key for one in made] == [2, 1, 2, 1]
    grave = replace(tasks[0], severity=3)
    made = share_out([grave, *tasks[1:]], [hand(1), hand(2)])
    assert [one.hand.key for one in made] == [1, 2, 2, 1]


def test_nobody_away_and_nobody_who_passed_it_on_is_chosen() -> None:
    task = Task(key=1, severity=1, due_at=T0, not_to={2})
    assert choose(task, [hand(1, is_away=True), hand(2)]) is None
    assert chosen(task, hand(1, is_at_work=False)) == 1
    assert choose(task, [hand(1, is_at_work=False)], only_at_work=True) is None
    assert chosen(task, hand(1, is_at_work=False), hand(3, 9)) == 3
