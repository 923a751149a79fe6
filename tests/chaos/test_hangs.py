"""A task that hangs: it is ended, gently or with its worker, and what comes next goes on."""

import socket
from collections.abc import Iterator

import pytest
from django.db import connection

from crm.celery import app
from crm.notices.actions import tell
from crm.notices.models import Finding, Heartbeat, Notice
from crm.patience import ENDED_ITSELF
from crm.recovery.actions import audit_ladders
from crm.schedule import limit_of
from tests.chaos import crew
from tests.chaos.conftest import Begin
from tests.chaos.ground import check_ladders, late_company, left, until

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.xdist_group("chaos"),
    pytest.mark.django_db(transaction=True),
]
CLIMB, SHARE = "crm.recovery.tasks.climb_ladders", "crm.recovery.tasks.share_unowned"
SEND = "crm.notices.tasks.send_waiting"


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A mail server that takes every call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        yield int(deaf.getsockname()[1])


def was_ended(name: str) -> bool:
    return Heartbeat.objects.filter(name=f"{Heartbeat.ENDED}{name}").exists()


def test_a_task_that_hangs_in_the_database_is_ended_and_its_worker_goes_on(begin: Begin) -> None:
    company = late_company(2)
    holder = connection.copy()
    holder.set_autocommit(False)
    with holder.cursor() as sql:
        sql.execute("lock table recovery_sharing in access exclusive mode")
    worker = begin(crew.work, "CRITICAL", "threads", fate=crew.Fate(patience=1 / limit_of(SHARE)))
    app.send_task(SHARE)
    until(lambda: was_ended(SHARE), what="the end of what hangs")
    holder.close()
    app.send_task(CLIMB)
    until(lambda: not left(), what="the climb by the same worker")
    assert worker.is_alive()
    audit_ladders()
    found = Finding.objects.get(what="task_ended", gone_at=None)
    assert found.subject_id == SHARE
    told = Notice.objects.get(about_kind="finding", channel="in_app")
    assert told.person == company.sara
    assert SHARE in told.body


def test_a_task_that_hears_nothing_ends_with_its_worker_and_the_next_one_goes_on(
    begin: Begin, silent_port: int
) -> None:
    company = late_company(2)
    tell(people=[company.kim], once_key="word", subject="A word", body="It came.")
    hangs = crew.Fate(mail_port=silent_port, mail_patience=600, patience=1 / limit_of(SEND))
    worker = begin(crew.work, "CRITICAL", "threads", fate=hangs)
    app.send_task(SEND)
    worker.join(60)
    assert worker.exitcode == ENDED_ITSELF
    assert was_ended(SEND)
    begin(crew.work)
    app.send_task(CLIMB)
    until(lambda: not left(), what="the climb by the next worker")
    Notice.objects.filter(once_key="word").delete()
    check_ladders(2)
