"""Workers are killed wherever they are: nothing is lost, nothing is done twice."""

import random
from collections.abc import Callable
from functools import partial
from multiprocessing.process import BaseProcess

import pytest
from django.db import connection

from crm.celery import app
from tests.chaos import crew
from tests.chaos.conftest import Begin
from tests.chaos.ground import (
    check_journal,
    check_ladders,
    check_mails,
    end_leases,
    late_company,
    left,
    unsent,
    until,
    until_none,
)
from tests.notices.post_office import PostOffice

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.xdist_group("chaos"),
    pytest.mark.django_db(transaction=True),
]
CLIMB, SEND = "crm.recovery.tasks.climb_ladders", "crm.notices.tasks.send_waiting"
#: Where a killed worker stands: the statement it has just said, in a transaction of its own.
PLACES = {
    CLIMB: (
        "for update of t skip locked",
        "update recovery_rung",
        "insert into recovery_breach",
        "update recovery_cycle",
        "insert into notices_notice",
        'INSERT INTO "journal_entry"',
    ),
    SEND: ('INSERT INTO "notices_attempt"', 'UPDATE "notices_attempt"', 'UPDATE "notices_notice"'),
}
_STANDS = """
    select count(*) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and xact_start is not null and query ilike %s
"""


def stands_at(place: str) -> bool:
    with connection.cursor() as sql:
        sql.execute(_STANDS, [f"%{place}%"])
        return bool(sql.fetchone()[0])


def a_moment(task: str, dice: random.Random, office: PostOffice) -> Callable[[], bool]:
    """Choose when to kill: at a statement, or when the work has got a little further."""
    if dice.random() < 0.7:
        place = dice.choice(PLACES[task])
        return lambda: stands_at(place)
    if task == CLIMB:
        few = left() - dice.randrange(1, 100)
        return lambda: left() <= few
    enough = len(office.mails) + dice.randrange(1, 12)
    return lambda: len(office.mails) >= enough


@pytest.mark.parametrize(
    ("kills", "tickets"),
    [(20, 120), pytest.param(200, 2000, marks=pytest.mark.long)],
    ids=["short", "long"],
)
def test_workers_killed_anywhere_lose_and_double_nothing(
    begin: Begin, office: tuple[PostOffice, crew.Fate], dice: random.Random,
    kills: int, tickets: int,
) -> None:  # fmt: skip
    post_office, fate = office
    late_company(tickets)
    for task, remaining in ((CLIMB, left), (SEND, unsent)):
        for _kill in range(kills // 2):
            moment = a_moment(task, dice, post_office)
            worker = at_work(begin, fate, task)
            until(partial(_either, moment, remaining), what="the moment to kill")
            worker.kill()
            worker.join()
            end_leases()
        at_work(begin, fate, task)
        until_none(remaining, what=f"the end of {task}")
    check_ladders(tickets)
    check_mails(post_office, kills=kills)
    check_journal()


def at_work(begin: Begin, fate: crew.Fate, task: str) -> BaseProcess:
    worker = begin(crew.work, fate=fate)
    app.send_task(task)
    return worker


def _either(moment: Callable[[], bool], remaining: Callable[[], int]) -> bool:
    return moment() or not remaining()
