"""Odd histories worked by hand from the sentences of the clock; nothing here is computed.

A story is events as "kind time", and what they come to: deadlines, breaches, rungs, notices.
"""

from typing import Any

import pytest

from crm.recovery.rules import play

#: Half and whole of both clocks (4 h and 24 h), and a rung of the recover clock at a fixed time.
RUNGS = (
    ("half", "respond", "50"), ("late", "respond", "100"), ("halfway", "recover", "50"),
    ("breach", "recover", "100"), ("sixth", "recover", None),
)  # fmt: skip
POLICY = {
    "respond_s": 14400,
    "recover_s": "86400",
    "rungs": [
        {"key": key, "clock": clock, **({"at_pct": pct} if pct else {"at_s": 21600})}
        for key, clock, pct in RUNGS
    ],
}


def told(story: str) -> Any:
    events = []
    for line in story.split(","):
        kind, at, *until = line.split()
        events.append({"type": kind, "at": at} | ({"until": until[0]} if until else {}))
    return play({"policy": POLICY, "events": events})


@pytest.mark.parametrize(
    ("report", "respond_by", "recover_by"),
    [
        # A leap day, the last minutes of a year, a Friday evening.
        ("2028-02-28T22:00:00Z", "2028-02-29T02:00:00Z", "2028-02-29T22:00:00Z"),
        ("2026-12-31T23:59:59.5Z", "2027-01-01T03:59:59.500000Z", "2027-01-01T23:59:59.500000Z"),
        ("2026-06-05T18:00:00Z", "2026-06-05T22:00:00Z", "2026-06-06T18:00:00Z"),
        # New York gives an hour back, Lord Howe Island takes half of one, Kathmandu stands apart.
        ("2026-10-31T12:00:00-04:00", "2026-10-31T20:00:00Z", "2026-11-01T16:00:00Z"),
        ("2026-10-03T20:00:00+10:30", "2026-10-03T13:30:00Z", "2026-10-04T09:30:00Z"),
        ("2026-03-01T00:15:00+05:45", "2026-02-28T22:30:00Z", "2026-03-01T18:30:00Z"),
        # The same half past two, told in summer time and in winter time, is an hour apart.
        ("2026-10-25T02:30:00+02:00", "2026-10-25T04:30:00Z", "2026-10-26T00:30:00Z"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T05:30:00Z", "2026-10-26T01:30:00Z"),
    ],
)
def test_a_day_is_24_elapsed_hours(report: str, respond_by: str, recover_by: str) -> None:
    (cycle,) = told(f"report {report}")["cycles"]
    assert (cycle["respond_by"], cycle["recover_by"]) == (respond_by, recover_by)


D = "2026-06-0"
STORIES = {
    # What is done at the very instant of a sweep counts in the order in which it is written.
    "step, then sweep": (
        f"report {D}1T08:00:00Z,respond {D}1T12:30:00Z,sweep {D}1T12:30:00Z",
        [["respond"]], "ss www", [],
    ),
    "sweep, then step": (
        f"report {D}1T08:00:00Z,sweep {D}1T12:30:00Z,respond {D}1T12:30:00Z",
        [["respond"]], "cc www", ["half late"],
    ),
    "swept at the instant of two deadlines": (
        f"report {D}1T08:00:00Z,sweep {D}1T12:00:00Z,sweep {D}2T08:00:00Z",
        [["respond"]], "cc cwc", ["half", "late sixth halfway"],
    ),
    # It moves the waiting shares; the fixed sixth hour stays, the climbed half stays climbed.
    "moved twice": (
        (f"report {D}1T08:00:00Z,respond {D}1T08:00:00Z,sweep {D}1T21:00:00Z,"
        f"appoint {D}1T22:00:00Z {D}3T08:00:00Z,sweep {D}2T09:00:00Z,"
        f"appoint {D}2T10:00:00Z {D}5T08:00:00Z,sweep {D}3T09:00:00Z,recover {D}5T08:00:00Z"),
        [[]], "ss csc", ["sixth halfway"],
    ),
    "moved nearer, and missed": (
        (f"report {D}1T08:00:00Z,respond {D}1T08:01:00Z,appoint {D}1T09:00:00Z {D}1T10:00:00Z,"
        f"sweep {D}1T10:00:00.000001Z"),
        [["recover"]], "ss ccw", ["halfway breach"],
    ),
    "moved after the deadline was missed and seen": (
        (f"report {D}1T08:00:00Z,sweep {D}2T08:00:01Z,appoint {D}2T09:00:00Z {D}4T08:00:00Z,"
        f"recover {D}3T08:00:00Z,sweep {D}5T08:00:00Z"),
        [["recover", "respond"]], "cc ccc", ["half late sixth halfway breach"],
    ),
    "moved after the end": (
        (f"report {D}1T08:00:00Z,recover {D}1T09:00:00Z,appoint {D}1T10:00:00Z {D}4T08:00:00Z,"
        f"sweep {D}5T08:00:00Z"),
        [["respond"]], "cc sss", ["half late"],
    ),
    # Recovered late without a sweep: a breach on record, nobody told; the response goes on.
    "late and unseen": (
        f"report {D}1T08:00:00Z,recover {D}2T08:00:00.000001Z,sweep {D}2T09:00:00Z",
        [["recover", "respond"]], "cc sss", ["half late"],
    ),
    "met at the instant": (
        f"report {D}1T08:00:00Z,respond {D}1T12:00:00Z,recover {D}2T08:00:00Z,sweep {D}9T08:00:00Z",
        [[]], "ss sss", [],
    ),
    # What was never climbed when its cycle ended prints as it was.
    "three cycles": (
        (f"report {D}1T08:00:00Z,sweep {D}1T10:30:00Z,recover {D}1T11:00:00Z,"
        f"reopen {D}3T08:00:00Z,respond {D}3T12:00:00.000001Z,"
        f"reopen {D}5T08:00:00Z,respond {D}5T09:00:00Z,sweep {D}6T08:00:01Z"),
        [[], ["respond"], ["recover"]], "cw sss|ss www|ss ccc",
        ["half", "sixth halfway breach"],
    ),
    "reopened at the instant it was reported": (
        f"report {D}1T08:00:00Z,reopen {D}1T08:00:00Z,sweep {D}1T10:00:00.000001Z",
        [[], []], "ww www|cw www", ["half"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_an_odd_story_comes_to_what_the_sentences_say(name: str) -> None:
    story, breaches, states, notices = STORIES[name]
    played = told(story)
    assert [cycle["breaches"] for cycle in played["cycles"]] == breaches
    shown = ["".join(row["state"][0] for row in cycle["rungs"]) for cycle in played["cycles"]]
    assert "|".join(f"{one[:2]} {one[2:]}" for one in shown) == states
    assert [" ".join(notice["rungs"]) for notice in played["notices"]] == notices
    assert all(notice["rungs"][-1] == notice["highest"] for notice in played["notices"])
