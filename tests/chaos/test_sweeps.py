"""Faults while ladders are climbed, with real processes: nothing lost, nothing twice."""

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.db.models import Count

from crm import clock, embedded
from crm.celery import app
from crm.journal.models import Entry
from crm.notices.models import Notice
from crm.recovery.models import Breach, Rung, Ticket
from tests.people import Company, halden
from tests.recovery.tickets import open_one

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
TICKETS, RUNGS_EACH = 120, 8


@pytest.fixture
def late() -> Company:
    """Give a company with many tickets that nobody has answered for thirty hours."""
    company = halden()
    reported = clock.now() - dt.timedelta(hours=30)
    for _number in range(TICKETS):
        open_one(company, owner=company.kim, reported_at=reported)
    Notice.objects.all().delete()
    return company


def environment() -> dict[str, str]:
    """Point a process of its own at this test's database and broker."""
    database = connection.settings_dict
    host = database["HOST"] or database["OPTIONS"].get("host", "")
    port = database["PORT"] or 5432
    url = f"postgres://{database['USER']}@/{database['NAME']}?host={host}&port={port}"
    return os.environ | {"DATABASE_URL": url, "REDIS_URL": str(settings.REDIS_URL)}


def start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=embedded.follow_to_the_grave(signal.SIGKILL),  # noqa: PLW1509
    )


def start_sweep() -> subprocess.Popen[bytes]:
    return start("manage.py", "climb_ladders")


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    process = start("-m", "celery", "-A", "crm", "worker", "--pool", "solo", "--loglevel", "ERROR")
    yield process
    process.kill()
    process.wait(20)


def left() -> int:
    return Rung.objects.filter(state="waiting").count()


def wait_until_fewer(than: int, process: subprocess.Popen[bytes]) -> None:
    """Look, again and again, until the sweep has got further; give up after 60 seconds."""
    deadline = clock.now() + dt.timedelta(seconds=60)
    while left() >= than:
        assert process.poll() is None or left() < than, "the process ended without climbing"
        assert clock.now() < deadline, "nothing was climbed in 60 seconds"


def check_that_nothing_is_lost_or_twice() -> None:
    """Every rung has climbed once or was spared, each person told once, each breach kept once."""
    assert left() == 0
    states = dict(Rung.objects.values_list("state").annotate(n=Count("id")))
    assert states == {"climbed": TICKETS * (RUNGS_EACH - 1), "spared": TICKETS}
    climbs = Entry.objects.filter(kind__startswith="recovery.", subject_kind="ticket")
    told = [entry for entry in climbs if "climb" in entry.kind]
    assert {entry.subject_id for entry in told} == {
        str(pk) for pk in Ticket.objects.values_list("pk", flat=True)
    }
    assert Breach.objects.count() == TICKETS * 2
    in_app = Notice.objects.filter(channel="in_app", once_key__startswith="recovery:")
    per_ticket = in_app.values("once_key", "person").annotate(n=Count("id"))
    assert {row["n"] for row in per_ticket} == {1}
    assert in_app.count() == TICKETS * 4


def test_a_sweeper_killed_again_and_again_loses_and_doubles_nothing(late: Company) -> None:
    for _kill in range(3):
        before = left()
        if not before:
            break
        sweeper = start_sweep()
        wait_until_fewer(before, sweeper)
        sweeper.kill()
        sweeper.wait(20)
    assert start_sweep().wait(120) == 0
    check_that_nothing_is_lost_or_twice()


def test_a_worker_killed_in_the_middle_leaves_the_rest_to_the_next(
    late: Company, worker: subprocess.Popen[bytes]
) -> None:
    before = left()
    app.send_task("crm.recovery.tasks.climb_ladders")
    wait_until_fewer(before, worker)
    worker.kill()
    worker.wait(20)
    assert start_sweep().wait(120) == 0
    check_that_nothing_is_lost_or_twice()


def test_an_emptied_broker_loses_no_climb(late: Company) -> None:
    app.send_task("crm.recovery.tasks.climb_ladders")
    broker = redis.Redis.from_url(str(settings.REDIS_URL))
    broker.flushall()
    assert broker.dbsize() == 0
    assert left() == TICKETS * RUNGS_EACH
    assert start_sweep().wait(120) == 0
    check_that_nothing_is_lost_or_twice()


def test_three_sweepers_at_once_share_the_work(late: Company) -> None:
    sweepers = [start_sweep() for _number in range(3)]
    assert [sweeper.wait(120) for sweeper in sweepers] == [0, 0, 0]
    check_that_nothing_is_lost_or_twice()
