"""The broker and the database are killed and come back: what was acknowledged is there."""

import socket
import threading
import uuid
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.test import Client

from crm import embedded
from crm.celery import app
from crm.recovery.models import Ticket
from tests.chaos import crew
from tests.chaos.conftest import Begin
from tests.chaos.ground import check_journal, check_ladders, late_company, left, until
from tests.people import Company, halden

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.xdist_group("chaos"),
    pytest.mark.django_db(transaction=True),
]
CLIMB = "crm.recovery.tasks.climb_ladders"
Restart = Callable[[type[embedded.Postgres | embedded.Valkey]], None]
SENDERS, REPORTS_EACH = 4, 6


def test_a_broker_emptied_killed_and_back_again_loses_no_climb(
    begin: Begin, restart: Restart
) -> None:
    late_company(20)
    app.send_task(CLIMB)
    broker = redis.Redis.from_url(settings.REDIS_URL)
    broker.flushall()
    assert broker.dbsize() == 0
    assert left() == 20 * 8
    begin(crew.work)
    until(lambda: broker.client_list(_type="normal")[1:], what="a worker")
    restart(embedded.Valkey)
    until(broker.ping)
    app.send_task(CLIMB)  # as beat does every 30 seconds
    until(lambda: not left(), what="the same worker's climb")
    check_ladders(20)


def synchronous(word: str) -> None:
    """Let a commit be acknowledged only when it is written, as outside of tests."""
    with connection.cursor() as sql:
        sql.execute(f"alter database {connection.settings_dict['NAME']} {word}")
    connection.close()


class Reporter(threading.Thread):
    """Somebody of service who writes mishaps down, and taps again until each is acknowledged."""

    def __init__(self, port: int, company: Company, cookies: str) -> None:
        super().__init__(daemon=True)
        self.port, self.company, self.cookies = port, company, cookies
        self.acknowledged: list[str] = []

    def run(self) -> None:
        for _number in range(REPORTS_EACH):
            form = {
                "once": str(uuid.uuid4()),
                "csrfmiddlewaretoken": "a" * 32,
                "customer": self.company.norte.name,
                "words": f"The gaskets are missing {uuid.uuid4()}.",
                "severity": "2",
                "channel": "phone",
            }
            while (address := self.post(urlencode(form))) is None:
                pass
            self.acknowledged.append(address)

    def post(self, body: str) -> str | None:
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.request("POST", "/recovery/new/", body, headers)
            answer = line.getresponse()
            return answer.headers["Location"] if answer.status == 302 else None
        except (OSError, HTTPException):
            return None
        finally:
            line.close()


@pytest.fixture
def port(begin: Begin) -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = int(free.getsockname()[1])
    begin(crew.serve, number)
    return number


@pytest.fixture
def reporters(port: int) -> list[Reporter]:
    """Several signed in from browsers of their own."""
    company = halden()
    given = []
    for _number in range(SENDERS):
        client = Client()
        client.force_login(company.kim, backend=settings.AUTHENTICATION_BACKENDS[-1])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={'a' * 32}"
        given.append(Reporter(port, company, cookies))
    return given


def test_a_database_killed_in_the_middle_keeps_what_was_acknowledged(
    begin: Begin, restart: Restart, reporters: list[Reporter]
) -> None:
    synchronous("set synchronous_commit = on")
    watchman = begin(crew.watch)
    for reporter in reporters:
        reporter.start()
    until(lambda: sum(len(one.acknowledged) for one in reporters) > REPORTS_EACH)
    restart(embedded.Postgres)
    for reporter in reporters:
        reporter.join(60)
    acknowledged = [address for one in reporters for address in one.acknowledged]
    assert len(acknowledged) == SENDERS * REPORTS_EACH
    assert {address.strip("/").split("/")[-1] for address in acknowledged} == {
        str(pk) for pk in Ticket.objects.values_list("pk", flat=True)
    }
    assert watchman.is_alive()
    synchronous("reset synchronous_commit")
    check_journal()


def test_a_database_killed_under_a_sweep_is_swept_on_by_the_same_watchman(
    begin: Begin, restart: Restart
) -> None:
    late_company(200)
    watchman = begin(crew.watch)
    until(lambda: left() < 200 * 8, what="the first batch")
    restart(embedded.Postgres)
    until(lambda: not left(), what="the watchman's climb")
    assert watchman.is_alive()
    check_ladders(200)
