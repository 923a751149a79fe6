"""One history, told twice: by `play`, and by real tickets with their clocks at its instants."""

import datetime as dt
import random
from collections.abc import Iterator

import pytest

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from crm.recovery import actions, rules
from crm.recovery.models import Policy, Rung, Ticket
from crm.recovery.rules.exact import write_instant
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import open_one

pytestmark = pytest.mark.django_db
#: An ordinary night, and the nights of Berlin in which the hour is taken and given.
NIGHTS = [dt.datetime(2026, *day, tzinfo=dt.UTC) for day in ((6, 1, 8), (3, 28, 22), (10, 24, 21))]
STEP = dt.timedelta(minutes=15)
LESSON = dt.date(2030, 1, 1)


def a_policy(dice: random.Random, director: Person) -> dict[str, object]:
    """Make a ladder with ties, fractions and rungs beyond the deadline, told to one person."""
    told = {"tells": ["persons"], "persons": [str(director.pk)], "channels": ["in_app"]}
    points = [{"at_pct": share} for share in ("0", "50", "50", "100/3", "75", "100", "100", "125")]
    points += [{"at_s": seconds} for seconds in (900, 7200, "0.000001")]
    rungs = [
        {"key": f"rung_{number}", "clock": dice.choice(["respond", "recover"]), **point, **told}
        for number, point in enumerate(dice.sample(points, dice.randrange(2, 7)))
    ]
    respond_s, recover_s = dice.choice([(14400, 86400), (3600, 5400), (3600, 3600)])
    return {"respond_s": respond_s, "recover_s": recover_s, "rungs": rungs}


def a_history(dice: random.Random) -> Iterator[tuple[str, dt.datetime, dt.datetime | None]]:
    """Make events in their order, on and beside the quarters of an hour."""
    at = dice.choice(NIGHTS)
    yield "report", at, None
    at += STEP * dice.randrange(0, 20)  # written down so much later
    responded = recovered = False
    for _event in range(dice.randrange(4, 14)):
        at += STEP * dice.randrange(0, 24) + dt.timedelta(microseconds=dice.randrange(0, 2))
        kind = dice.choices(["sweep", "respond", "recover", "appoint"], [6, 2, 2, 1])[0]
        if recovered:
            kind = dice.choice(["sweep", "reopen"])
        if kind == "recover" and not responded:
            kind = "respond"
        until = None
        if kind == "appoint":
            # A deadline that passed unseen is a breach to the ticket that is moved; `play` waits
            # for a sweep to see it, and beat sweeps every 30 seconds.
            yield "sweep", at, None
            until = at + STEP * dice.randrange(1, 60)
        responded = kind == "respond" or (responded and kind != "reopen")
        recovered = kind == "recover" or (recovered and kind != "reopen")
        yield kind, at, until


def act(company: Company, ticket: Ticket, kind: str, until: dt.datetime | None) -> None:
    someone = {"person": company.sara, "ticket": ticket}
    if kind == "sweep":
        actions.climb_ladders()
    elif kind == "respond":
        actions.respond(**someone, how="phone", words="We look for them now.")
    elif kind == "appoint":
        assert until is not None
        moved = {"until": until, "words": "Not before.", "contact": company.ana}
        actions.appoint(person=company.max, ticket=ticket, **moved)  # who may do so twice
    elif kind == "reopen":
        actions.reopen(**someone, reason="It is broken again.")
    else:
        actions.fix(**someone, words="Four gaskets, fitted.")
        actions.recover(
            **someone, no_surprise_reason="They want none.", lesson_change="Count them.",
            lesson_owner=company.kim, lesson_by_on=LESSON,
        )  # fmt: skip


def told_by(ticket: Ticket, director: Person) -> dict[str, object]:
    """Tell a real ticket as `play` does, and the notices by what one person was told."""
    cycles = [
        {
            "cycle": cycle.number,
            "respond_by": write_instant(cycle.respond_by),
            "recover_by": write_instant(cycle.recover_by),
            "responded_at": write_instant(cycle.responded_at),
            "recovered_at": write_instant(cycle.recovered_at),
            "breaches": sorted(cycle.breaches.values_list("clock", flat=True)),
            "rungs": [
                {
                    "key": rung.key,
                    "due_at": write_instant(rung.due_at),
                    "state": rung.state,
                    "climbed_at": write_instant(rung.climbed_at),
                }
                for rung in cycle.rungs.order_by("place")
            ],
        }
        for cycle in ticket.cycles.order_by("number")
    ]
    told = Notice.objects.filter(
        person=director, about_id=str(ticket.pk), once_key__contains="rung_"
    )
    return {
        "cycles": cycles,
        "notices": [
            (write_instant(one.created_at), one.once_key.split(":")[-1])
            for one in told.order_by("id")
        ],
    }


@pytest.mark.parametrize("stories", [6, pytest.param(400, marks=pytest.mark.long)])
def test_real_tickets_live_the_history_that_is_played(
    company: Company, clock: Clock, stories: int
) -> None:
    for number in range(stories):
        seed = random.getrandbits(32)
        dice = random.Random(seed)  # noqa: S311 - no secret
        policy, events = a_policy(dice, company.olga), list(a_history(dice))
        Policy.objects.all().delete()
        begun = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        Policy.objects.create(severity=2, effective_from=begun, made_at=begun, ladder=policy)
        clock.set(events[1][1])
        ticket = open_one(company, reported_at=events[0][1], words=f"Gaskets missing, {number}.")
        lived = [events[0]]
        for kind, at, until in events[1:]:
            clock.set(at)
            try:
                act(company, Ticket.objects.get(pk=ticket.pk), kind, until)
            except RuleBrokenError:
                continue  # a second answer or an appointment after the end: nothing changed
            lived.append((kind, at, until))
        played = rules.play({
            "policy": policy,
            "events": [
                {"type": kind, "at": write_instant(at), "until": write_instant(until)}
                for kind, at, until in lived
            ],
        })  # fmt: skip
        told = told_by(Ticket.objects.get(pk=ticket.pk), company.olga)
        assert told["cycles"] == played["cycles"], seed
        highest = [(one["at"], one["highest"]) for one in played["notices"]]
        assert told["notices"] == highest, seed
        Rung.objects.filter(state="waiting").update(state="stale")
