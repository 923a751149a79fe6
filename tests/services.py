"""A throw-away PostgreSQL and Valkey for one test process.

DATABASE_URL and REDIS_URL are used instead where they are set.
"""

import contextlib
import os
import pathlib
import shutil
import tempfile
from collections.abc import Callable
from typing import Any

from crm import embedded
from tests import template

#: What runs for this test process, for tests that wound it.
RUNNING: list[embedded.Postgres | embedded.Valkey] = []


def start_test_services() -> tuple[dict[str, Any], str, Callable[[], None]]:
    """Start what is not given; answer (settings for DATABASES["default"], redis URL, stop).

    The first part is empty where DATABASE_URL is set, because the settings have read it already.
    """
    database: dict[str, Any] = {}
    redis_url = os.environ.get("REDIS_URL", "")
    with contextlib.ExitStack() as undo:
        if not (os.environ.get("DATABASE_URL") and redis_url):
            state = pathlib.Path(tempfile.mkdtemp(prefix="confidant-test-", dir="/tmp"))
            undo.callback(shutil.rmtree, state, ignore_errors=True)
            log = undo.enter_context((state / "servers.log").open("ab"))
        if not os.environ.get("DATABASE_URL"):
            template.copy_to(state / "postgresql")
            postgres = embedded.Postgres(state, throw_away=True)
            postgres.start(log)
            undo.callback(postgres.stop)
            RUNNING.append(postgres)
            host = str(embedded.socket_folder(state))
            database = {
                "NAME": "confidant", "USER": "confidant", "PASSWORD": "",
                "HOST": host, "PORT": "5432", "OPTIONS": {},
            }  # fmt: skip
        if not redis_url:
            valkey = embedded.Valkey(state)
            valkey.start(log)
            undo.callback(valkey.stop)
            RUNNING.append(valkey)
            redis_url = embedded.broker_url(state)
        return database, redis_url, undo.pop_all().close
