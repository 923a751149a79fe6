from dataclasses import replace
from datetime import timedelta

import pytest

from crm.recovery.rules import (
    Course,
    appointment_refusal,
    is_repeat,
    report_time_refusal,
    step_refusal,
    step_time_refusal,
    surprise_cap,
)
from tests.recovery.stories import START

NEW = Course(severity=1)
DONE = replace(NEW, responded=True, fixed=True, surprised=True)


@pytest.mark.parametrize(
    ("act", "course", "code"),
    [
        ("respond", NEW, None),
        ("respond", DONE, "recovery.already_answered"),
        ("surprise", NEW, "recovery.fix_first"),
        ("surprise", replace(NEW, fixed=True), None),
        ("surprise", replace(NEW, workaround=True), "recovery.fix_first"),
        ("surprise", replace(NEW, workaround=True, lasting_fix_promised=True), None),
        ("surprise", DONE, "recovery.already_surprised"),
        ("fix", replace(NEW, workaround=True), None),
        ("fix", DONE, "recovery.already_fixed"),
        ("workaround", DONE, "recovery.already_fixed"),
        ("recover", NEW, "recovery.respond_first"),
        ("recover", replace(NEW, responded=True), "recovery.fix_first"),
        ("recover", replace(DONE, surprised=False), "recovery.surprise_or_reason"),
        ("recover", replace(DONE, surprised=False, no_surprise_reason=" "),
         "recovery.surprise_or_reason"),
        ("recover", replace(DONE, surprised=False, no_surprise_reason="in mourning"), None),
        ("recover", DONE, None),
        ("recover", replace(DONE, severity=3), "recovery.lesson_needed"),
        ("recover", replace(DONE, repeated=True), "recovery.lesson_needed"),
        ("recover", replace(DONE, breached=True), "recovery.lesson_needed"),
        ("recover", replace(DONE, severity=3, lesson=True), None),
        ("recover", replace(DONE, state="recovered"), "recovery.already_closed"),
        ("appoint", NEW, None),
        ("appoint", replace(NEW, appointments=1), "recovery.second_appointment"),
        ("appoint", replace(NEW, appointments=1, may_appoint_again=True), None),
        ("lose", NEW, None),
        ("lose", replace(NEW, state="lost"), "recovery.already_closed"),
        ("reopen", NEW, "recovery.still_open"),
        ("reopen", replace(NEW, state="lost"), None),
        ("reopen", replace(NEW, state="recovered"), None),
    ],
)  # fmt: skip
def test_a_step_waits_for_the_one_it_needs(act: str, course: Course, code: str | None) -> None:
    assert step_refusal(act, course) == code


def test_a_report_may_lie_in_the_past_but_only_two_minutes_in_the_future() -> None:
    skew = timedelta(minutes=2)
    assert report_time_refusal(START - timedelta(days=9), now=START) is None
    assert report_time_refusal(START + skew, now=START) is None
    late = START + skew + timedelta(microseconds=1)
    assert report_time_refusal(late, now=START) == "recovery.reported_in_future"


def test_a_step_lies_between_the_report_and_now_and_after_the_step_it_needs() -> None:
    hour = timedelta(hours=1)
    now = START + 3 * hour
    times = {
        START - hour: "recovery.before_report",
        START: "recovery.before_needed_step",
        START + hour: None,
        now: None,
        now + hour: "recovery.in_future",
    }
    for at, code in times.items():
        found = step_time_refusal(at, now=now, reported_at=START, after=[None, START + hour])
        assert found == code


def test_an_appointment_lies_in_the_future() -> None:
    assert appointment_refusal(START, now=START) == "recovery.appointment_in_past"
    assert appointment_refusal(START + timedelta(seconds=1), now=START) is None


def test_a_surprise_may_cost_more_when_the_mishap_was_worse_and_nothing_for_an_official() -> None:
    caps = [surprise_cap(severity, public_official=False) for severity in (1, 2, 3)]
    assert caps == sorted(set(caps))
    assert surprise_cap(3, public_official=True) == 0


def test_a_second_mishap_within_thirty_days_is_a_repeat() -> None:
    month = timedelta(days=30)
    assert is_repeat(START, [START - month])
    assert not is_repeat(START, [START - month - timedelta(microseconds=1)])
    assert is_repeat(START, [START + month])
    assert not is_repeat(START, [START + month + timedelta(microseconds=1)])
    assert not is_repeat(START, [])
