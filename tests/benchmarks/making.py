"""Filling the two databases, where they are not filled with today's definition already."""

import time
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from tests.benchmarks.ground import ROWS, SIZES, definition

_INDEXES = """
    select indexname, indexdef from pg_indexes i
    where schemaname = 'public' and tablename = any(%s) and not exists (
        select from pg_constraint c where c.conname = i.indexname and c.contype in ('p', 'u', 'x'))
    order by 1
"""
_FILLED = "select tablename from pg_tables where schemaname = 'public' and tablename ~ %s"
_TABLES = "^(accounts|secrets_manual|recovery|deals|journal|notices)_"
_SEQUENCES = """
    select format('select setval(%L, (select coalesce(max(id), 1) from %I))',
                  pg_get_serial_sequence(table_name, 'id'), table_name)
    from information_schema.columns
    where table_schema = 'public' and column_name = 'id' and is_identity = 'YES'
"""


def stand_on(name: str) -> None:
    """Let Django speak to one of the databases from now on."""
    connection.close()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def make_ground() -> None:
    """Make both databases, or bring those that are there to today's tables."""
    stand_on("confidant")
    call_command("migrate", verbosity=0, interactive=False)
    for name, customers in SIZES.items():
        if _is_made(name):
            continue
        began = time.monotonic()
        stand_on("confidant")
        with connection.cursor() as sql:
            sql.execute(f"drop database if exists {name}")
            connection.close()
        _copied(name)
        stand_on(name)
        _fill(customers)
        print(f"{name}: {customers:,} customers made in {time.monotonic() - began:.0f} s")
    connections.close_all()


def _copied(name: str) -> None:
    """Begin with the empty tables; the template must have no visitor while it is copied."""
    stand_on("postgres")
    with connection.cursor() as sql:
        sql.execute(f"create database {name} template confidant")


def _is_made(name: str) -> bool:
    stand_on("postgres")
    with connection.cursor() as sql:
        sql.execute("select shobj_description(oid, 'pg_database') from pg_database"
                    " where datname = %s", [name])  # fmt: skip
        found = sql.fetchone()
    if not found or found[0] != definition():
        return False
    stand_on(name)
    call_command("migrate", verbosity=0, interactive=False)
    return True


def _fill(customers: int) -> None:
    with connection.cursor() as sql:
        sql.execute(_FILLED, [_TABLES])
        tables = [table for (table,) in sql.fetchall()]
        sql.execute(_INDEXES, [tables])
        indexes = sql.fetchall()
        for index, _definition in indexes:
            sql.execute(f'drop index "{index}"')
        sql.execute("set session_replication_role = replica")
        sql.execute("select set_config('bench.customers', %s, false)", [str(customers)])
        for path in sorted(ROWS.glob("*.sql")):
            _run(sql, path.name, path.read_text())
        sql.execute("set session_replication_role = origin")
        sql.execute("set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 2")
        for index, words in indexes:
            _run(sql, index, words)
        sql.execute(_SEQUENCES)
        for (words,) in sql.fetchall():
            sql.execute(words)
        connection.cursor().execute("vacuum analyze")
        name = connection.settings_dict["NAME"]
        sql.execute(f"comment on database {name} is %s", [definition()])


def _run(sql: Any, name: str, words: str) -> None:
    began = time.monotonic()
    sql.execute(words)
    taken = time.monotonic() - began
    if taken > 2:
        print(f"  {name}: {taken:.0f} s", flush=True)
