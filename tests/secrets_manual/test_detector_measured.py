"""The net holds on facts written by people who never saw the word lists."""

from pathlib import Path

import pytest

from tests.secrets_manual.measure_detector import Measured, measure


@pytest.fixture(name="held_out")
def _held_out(shared: Path) -> Measured:
    return measure(shared)["held out"]


def test_of_the_held_out_facts_at_least_95_in_100_blocked_ones_are_caught(
    held_out: Measured,
) -> None:
    assert held_out.caught.total() * 100 >= 95 * held_out.blocked, held_out.missed
    assert held_out.blocked == 55


def test_of_the_held_out_facts_at_most_5_in_100_harmless_ones_raise_an_alarm(
    held_out: Measured,
) -> None:
    harmless = held_out.facts - held_out.blocked
    assert held_out.false_alarms.total() * 100 <= 5 * harmless, held_out.false_alarms
    assert harmless == 191
