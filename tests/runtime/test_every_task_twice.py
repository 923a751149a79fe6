"""The body of every task, run twice on real work: the second run changes not a single row."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from crm.celery import app
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.imap_server import open_mailbox
from tests.runtime.things_to_do import NO_WORK, SAID_EACH_TIME, WORK, Ground
from tests.secrets_manual.calendar_server import serving

_TABLES = """
    select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
    and relname not in ('notices_heartbeat', 'django_session') order by 1
"""
# The number of a row says only in which order rows were made.
_DIGEST = """
    select '{table}', md5(coalesce(string_agg(row, chr(10) order by row), ''))
    from (select (to_jsonb(t) - 'id')::text as row from {table} t where {which}) rows
"""


def contents() -> dict[str, str]:
    """Give a digest of what stands in every table; signs of life and sessions aside."""
    said = f"not kind = any('{{{','.join(SAID_EACH_TIME)}}}')"
    with connection.cursor() as sql:
        sql.execute(_TABLES)
        which = {table: said if table == "journal_entry" else "true" for (table,) in sql.fetchall()}
        each = (_DIGEST.format(table=table, which=rows) for table, rows in which.items())
        sql.execute(" union all ".join(each))
        return dict(sql.fetchall())


@pytest.fixture(autouse=True)
def _loaded() -> None:
    """Know every task, as a worker does."""
    app.loader.import_default_modules()


@pytest.fixture
def ground(
    company: Company, clock: Clock, settings: Settings, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Ground]:  # fmt: skip
    with open_mailbox(tmp_path) as mailbox, serving(mailbox.certificate) as calendars:
        monkeypatch.setenv("SSL_CERT_FILE", str(mailbox.certificate))
        settings.IMAP_URL = mailbox.url
        settings.CALENDAR_TEST_CERTIFICATE = str(mailbox.certificate)
        yield Ground(company, clock, mailbox, calendars)


def test_every_task_has_work_prepared_or_says_why_it_has_none() -> None:
    ours = {name for name in app.tasks if not name.startswith(("celery.", "tests."))}
    assert WORK.keys() | NO_WORK.keys() == ours
    assert not WORK.keys() & NO_WORK.keys()
    assert all(reason.endswith(".") for reason in NO_WORK.values())


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(WORK))
def test_a_second_run_changes_no_row(ground: Ground, name: str) -> None:
    WORK[name](ground)
    before = contents()
    app.tasks[name]()
    once = contents()
    assert once != before, "there was nothing to do"
    app.tasks[name]()
    twice = contents()
    assert {table for table in once if once[table] != twice[table]} == set()
