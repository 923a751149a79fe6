"""Twenty sweepers, two beats, every task twice at once: the same as one of each."""

from multiprocessing.process import BaseProcess

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count

from crm.journal.models import Entry
from crm.schedule import BEAT
from tests.chaos import crew
from tests.chaos.conftest import Begin
from tests.chaos.ground import (
    all_done,
    check_journal,
    check_ladders,
    check_mails,
    late_company,
    left,
    until,
)
from tests.chaos.world import leave_things_to_do, things_done
from tests.notices.post_office import PostOffice

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.xdist_group("chaos"),
    pytest.mark.django_db(transaction=True),
]
CLIMB, SEND = "crm.recovery.tasks.climb_ladders", "crm.notices.tasks.send_waiting"
#: Signs of life, and that somebody looked, are written down as often as they happen.
NOT_COUNTED = ("notices_heartbeat", "journal_entry", "accounts.doubles_looked_for")


def ended_well(*processes: BaseProcess) -> bool:
    for process in processes:
        process.join(60)
    return [process.exitcode for process in processes] == [0] * len(processes)


def test_twenty_sweepers_at_once_share_the_work(begin: Begin) -> None:
    late_company(60)
    assert ended_well(*[begin(crew.sweep, 24) for _number in range(20)])
    assert left() == 0
    check_ladders(60)


def test_two_beats_and_two_workers_do_the_work_of_one(
    begin: Begin, office: tuple[PostOffice, crew.Fate]
) -> None:
    post_office, fate = office
    late_company(20)
    for _number in range(2):
        begin(crew.work, fate=fate)
        begin(crew.beat, 0.3, CLIMB, SEND)
    until(all_done, what="the work")
    check_ladders(20)
    check_mails(post_office, kills=0)


def copied(name: str) -> str:
    """Copy this test's database; it must have no visitor meanwhile."""
    ours = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as sql:
        connection.close()
        sql.execute(f"drop database if exists {name}")
        sql.execute(f"create database {name} template {ours}")
    return name


def rows() -> dict[str, int]:
    """Count the rows of every table, and of the journal by kind."""
    counts = {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}
    kinds = Entry.objects.values_list("kind").annotate(n=Count("id"))
    return {name: n for name, n in (counts | dict(kinds)).items() if name not in NOT_COUNTED}


def test_every_task_twice_at_once_is_every_task_once(
    begin: Begin, office: tuple[PostOffice, crew.Fate]
) -> None:
    _post_office, fate = office
    leave_things_to_do(late_company(10))
    fate_of_once = crew.Fate(mail_port=fate.mail_port, database=copied("chaos_once"))
    try:
        for name in sorted(BEAT):
            assert ended_well(begin(crew.run_task, name, fate=fate_of_once)), name
            twice = [begin(crew.run_task, name, fate=fate) for _number in range(2)]
            assert ended_well(*twice), name
        found = rows()
        connection.close()
        connection.settings_dict["NAME"], ours = "chaos_once", connection.settings_dict["NAME"]
        try:
            assert found == rows()
        finally:
            connection.close()
            connection.settings_dict["NAME"] = ours
    finally:
        with connection._nodb_cursor() as sql:
            sql.execute("drop database chaos_once with (force)")
    done = things_done()
    assert done == dict.fromkeys(done, True)
    check_ladders(10)
    check_journal()
