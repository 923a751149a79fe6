"""The rows that are measured over: a cluster of its own, kept in the state folder's `bench`.

Two databases lie in it, alike but for their size, so that growth can be told from one run. Rows
are made by `generate_series`, without indexes and without triggers, which are made afterwards.
"""

import hashlib
import os
import pathlib
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from crm import embedded

SIZES = {"small": 1_000, "large": 100_000}
SECRETS_A_CUSTOMER = 10
KEPT_DAYS = 7
ROWS = pathlib.Path(__file__).parent / "rows"


@contextmanager
def servers(*, throw_away: bool = False) -> Iterator[None]:
    """Start PostgreSQL and Valkey in the folder of the benchmarks, and say so in the environment.

    What is measured runs with the settings everybody has; only the rows are made carelessly.
    """
    state = embedded.state_folder()
    state = state if state.name == "bench" else state / "bench"
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as undo:
        log = undo.enter_context((state / "servers.log").open("ab"))
        for server in (embedded.Postgres(state, throw_away=throw_away), embedded.Valkey(state)):
            if not server.start(log):
                raise SystemExit(f"Another benchmark runs in {state}.")
            undo.callback(server.stop)
        os.environ["CONFIDANT_STATE"] = str(state)
        os.environ["DATABASE_URL"] = embedded.database_url(state)
        os.environ["REDIS_URL"] = embedded.broker_url(state)
        yield


def definition() -> str:
    """Name the rows as they are defined now, and the week they are made in."""
    words = b"".join(path.read_bytes() for path in sorted(ROWS.glob("*.sql")))
    week = int(time.time()) // (KEPT_DAYS * 86_400)
    return f"{hashlib.sha256(words).hexdigest()[:16]}-{week}"
