"""What beat wakes: each task is alone at its work or shares it out, and is written down."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings as ours
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from crm.celery import app
from crm.patience import MOST_AT_ONCE, room_for
from crm.schedule import BEAT, LIMITS, SHARED, limit_of

OPERATIONS = Path(ours.BASE_DIR) / "docs/operations.md"


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
    lines = {line.split("`")[1]: line for line in OPERATIONS.read_text().splitlines()
             if line.startswith("| `")}  # fmt: skip
    assert set(BEAT) <= set(lines)
    assert set(BEAT) <= set(app.tasks)
    assert set(SHARED) | set(LIMITS) <= set(BEAT)
    untold = {name for name in BEAT if f"| {limit_of(name) // 60} min |" not in lines[name]}
    assert untold == set()


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


def test_what_passes_over_every_error_is_ended_all_the_same_and_takes_no_more_than_its_room(
    elsewhere: CursorWrapper, db: None, settings: Settings
) -> None:
    settings.TASK_PATIENCE = 0.2 / limit_of("tests.stubborn")
    steps = 0

    @app.task(name="tests.stubborn")
    def stubborn() -> None:
        nonlocal steps
        while True:
            with suppress(Exception):
                steps += 1
                raise LookupError

    with pytest.raises(SoftTimeLimitExceeded):
        stubborn()
    assert steps
    elsewhere.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [stubborn.name])
    assert elsewhere.fetchone() == (True,)
    with ExitStack() as runs:
        given = [runs.enter_context(room_for("x")) for _run in range(MOST_AT_ONCE + 1)]
    assert given == [*[True] * MOST_AT_ONCE, False]
    with room_for("x") as has_room:
        assert has_room
