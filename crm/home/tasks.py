"""Signs of life of the worker and of beat, and imports that somebody ordered."""

import structlog
from celery import Task, shared_task
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded
from celery.signals import (
    after_task_publish,
    beat_init,
    heartbeat_sent,
    task_failure,
    worker_ready,
)
from django.db import DatabaseError, InterfaceError, connections

from accounts.actions import forget_files as forget_old_files
from accounts.actions import undo_chunk
from accounts.imports import check_batch, write_batch
from accounts.models import ImportBatch, ImportState
from accounts.queries import batches_under_way
from crm.home.actions.handing import move_work_of_the_day
from crm.home.registry import KINDS
from crm.notices import actions as notices
from crm.notices.models import Heartbeat

MOVE_THE_QUEUE = "crm.home.tasks.move_the_queue"
_SIGNS_TO_SKIP = 5  # a worker's own heart beats every 2 s; one row in 10 s is enough

log = structlog.get_logger(__name__)
_beats_of_the_heart = 0


@shared_task(name=MOVE_THE_QUEUE)
def move_the_queue() -> None:
    """Prove the whole way: beat sent this, the broker kept it, a worker ran it."""
    notices.beat("queue")


@shared_task(name="crm.home.tasks.mind_imports", ignore_result=True)
def mind_imports() -> int:
    """Check, write and undo what was ordered; goes on where a killed worker stopped."""
    batches = list(batches_under_way()[:20])
    for batch in batches:
        try:
            mind_import(batch)
        except (DatabaseError, InterfaceError):
            raise  # the database is away, for all of them
        except Exception:  # one that nobody can read must not hold up the others
            log.exception("import_failed", batch=batch.pk)
    return len(batches)


def mind_import(batch: ImportBatch) -> None:
    """Do the next thing for one import."""
    kind = KINDS[batch.kind]
    if batch.state == ImportState.CHECKING:
        check_batch(batch, kind)
    elif batch.state == ImportState.WRITING:
        write_batch(batch, kind)
    while batch.state == ImportState.UNDOING and undo_chunk(batch=batch):
        pass


@shared_task(name="crm.home.tasks.forget_files", ignore_result=True)
def forget_files() -> int:
    """Delete uploaded files that nobody wrote for a week."""
    return forget_old_files()


@shared_task(name="crm.home.tasks.hand_over_work", ignore_result=True)
def hand_over_work() -> int:
    """Move the work of customers whose hand-over is of today; gives how many there were."""
    return move_work_of_the_day()


@worker_ready.connect
def worker_has_started(**_: object) -> None:
    _give_sign("worker")


@heartbeat_sent.connect
def worker_lives(**_: object) -> None:
    """Note it from the worker's own loop, so that one long task does not look like a death."""
    global _beats_of_the_heart  # noqa: PLW0603 - one process has one heart
    _beats_of_the_heart += 1
    if _beats_of_the_heart % _SIGNS_TO_SKIP == 0:
        _give_sign("worker")


@beat_init.connect
def beat_has_started(**_: object) -> None:
    _give_sign("beat")


@after_task_publish.connect(sender=MOVE_THE_QUEUE)
def beat_has_sent(**_: object) -> None:
    _give_sign("beat")


@task_failure.connect
def task_was_ended(sender: Task[..., object], exception: Exception, **_: object) -> None:
    """Note which task took so long that it was ended; the auditor tells of it."""
    if isinstance(exception, SoftTimeLimitExceeded | TimeLimitExceeded):
        _give_sign(f"{Heartbeat.ENDED}{sender.name}")


def _give_sign(name: str) -> None:
    """Note a sign of life; a database that is away must not end the one who lives."""
    try:
        notices.beat(name)
    except (DatabaseError, InterfaceError) as error:
        log.warning("sign_of_life_not_noted", name=name, reason=type(error).__name__)
    finally:
        # Pools are forked from this process: no connection may be open then.
        connections.close_all()
