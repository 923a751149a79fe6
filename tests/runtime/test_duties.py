"""What beat wakes: each task is alone at its work or shares it out, and is written down."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test.utils import CaptureQueriesContext

from crm.celery import app
from crm.schedule import BEAT, SHARED

OPERATIONS = Path(settings.BASE_DIR) / "docs/operations.md"


@pytest.fixture(autouse=True)
def _loaded() -> None:
    """Know every task, as a worker does."""
    app.loader.import_default_modules()


@pytest.fixture
def elsewhere(db: None) -> Iterator[CursorWrapper]:
    """Another worker's session, as far as the database can tell."""
    other = connection.copy()
    with other.cursor() as cursor:
        yield cursor
    other.close()


def test_every_task_is_written_down_with_its_length_and_what_protects_it() -> None:
    written = OPERATIONS.read_text()
    assert {name for name in BEAT if f"| `{name}` |" not in written} == set()
    assert set(BEAT) <= set(app.tasks)
    assert set(SHARED) <= set(BEAT)


def test_a_task_that_another_worker_is_at_does_nothing(
    elsewhere: CursorWrapper,
) -> None:
    for name in BEAT.keys() - SHARED.keys():
        elsewhere.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [name])
        with CaptureQueriesContext(connection) as asked:
            assert app.tasks[name]() is None, name
        assert len(asked) == 1, name


def test_a_task_that_ended_or_failed_is_free_for_the_next_worker(
    elsewhere: CursorWrapper, db: None
) -> None:
    name = "crm.recovery.tasks.audit_ladders"

    @app.task(name="tests.fails")
    def fails() -> None:
        raise LookupError

    app.tasks[name]()
    with pytest.raises(LookupError):
        fails()
    for one in (name, fails.name):
        elsewhere.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [one])
        assert elsewhere.fetchone() == (True,), one
