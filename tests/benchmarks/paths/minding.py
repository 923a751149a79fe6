"""Work that nobody waits for: the sweep, and looking for doubles at night."""

import time

from django.db import connection

from accounts.queries import doubles
from crm import clock
from crm.recovery import actions as recovery
from tests.benchmarks.asking import on
from tests.benchmarks.paths import Found, Path, against_floor
from tests.benchmarks.ratios import Bound, Ratio, measured

LOOKED_AT, CUSTOMERS = 200, 100_000
MOST_HOURS, AIMED_HOURS = 2.0, 0.25
_LOOK = "select 1 from recovery_rung where state = 'waiting' and due_at < %s limit 1"


def _sweep() -> Ratio:
    on("large")

    def look() -> None:
        with connection.cursor() as sql:
            sql.execute(_LOOK, [clock.database_now()])
            sql.fetchall()

    return measured(recovery.climb_ladders, look, rounds=20)


def _doubles() -> Found:
    """Time the names alike of a few customers, and reckon what all of them take."""
    on("large")
    began = time.perf_counter()
    with connection.cursor() as sql:
        sql.execute("select set_config('pg_trgm.similarity_threshold', %s, false)",
                    [str(doubles.ALIKE)])  # fmt: skip
        sql.execute(doubles._ALIKE_CUSTOMERS, [50_000, 50_000 + LOOKED_AT])
        found = sql.fetchall()
    hours = (time.perf_counter() - began) / LOOKED_AT * CUSTOMERS / 3600
    return Found(
        ours=f"{hours:.2f} h for all, {len(found)} pairs of {LOOKED_AT} looked at",
        floor="", ratio="", n=LOOKED_AT, holds=hours <= MOST_HOURS, aimed=hours <= AIMED_HOURS,
    )  # fmt: skip


PATHS = (
    against_floor(
        "a sweep of the ladders with nothing due",
        "an empty look at the index",
        Bound(at_most_ms=5),
        Bound(at_most_ms=1),
        _sweep,
    ),
    Path(
        "customers written down twice, every night",
        "100,000 customers",
        "",
        f"≤ {MOST_HOURS:g} h",
        f"≤ {AIMED_HOURS:g} h",
        _doubles,
    ),
)
