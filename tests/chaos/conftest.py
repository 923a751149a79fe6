"""Ground for the faults: where the processes find this test's database, broker and mail server."""

import os
import random
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import connection

from crm import embedded
from tests.chaos import crew
from tests.notices.post_office import PostOffice, open_post_office
from tests.services import RUNNING

Begin = Callable[..., BaseProcess]


@pytest.fixture(autouse=True)
def _addresses(transactional_db: None) -> None:
    """Tell the processes through the environment, as everywhere; the fork server keeps it."""
    database = connection.settings_dict
    host = database["HOST"] or database["OPTIONS"].get("host", "")
    os.environ["DATABASE_URL"] = (
        f"postgres://{database['USER']}@/{database['NAME']}?host={host}"
        f"&port={database['PORT'] or 5432}"
    )
    os.environ["REDIS_URL"] = str(settings.REDIS_URL)
    redis.Redis.from_url(settings.REDIS_URL).flushall()


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Start processes that are gone when the test is."""
    begun: list[BaseProcess] = []

    def start(*given: Any, **more: Any) -> BaseProcess:
        begun.append(crew.begin(*given, **more))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.join()


@pytest.fixture
def office() -> Iterator[tuple[PostOffice, crew.Fate]]:
    """A mail server, and the fate of processes that send to it."""
    with open_post_office() as (post_office, port):
        yield post_office, crew.Fate(mail_port=port)


@pytest.fixture
def dice() -> random.Random:
    """Chance that a failure names, so that it can be played again: CHAOS_SEED."""
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
    print(f"CHAOS_SEED={seed}")  # noqa: T201 - shown when it fails
    return random.Random(seed)  # noqa: S311 - no secret


@pytest.fixture
def restart() -> Callable[[type[embedded.Postgres | embedded.Valkey]], None]:
    """Give the act of killing one of the servers on the spot and starting it again."""
    return _restart


def _restart(kind: type[embedded.Postgres | embedded.Valkey]) -> None:
    servers = [one for one in RUNNING if isinstance(one, kind)]
    if not servers:
        pytest.skip(f"{kind.name} is not this test's own to restart")
    (server,) = servers
    assert server.child is not None
    server.child.send_signal(server.harsh_signal)
    server.child.wait()
    with Path(os.devnull).open("ab") as log:
        server.start(log)
    if kind is embedded.Postgres:
        connection.close()
