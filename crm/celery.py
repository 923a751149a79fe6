"""The Celery application: Postgres is the only truth, a task only says "look now"."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from celery import Celery, Task
from django.db import DatabaseError, InterfaceError, connection

from crm.patience import Patience, room_for
from crm.schedule import BEAT, SHARED

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

# At a desk or in a container root may be all there is; a production worker is not root.
warnings.filterwarnings("ignore", message="You're running the worker with superuser")


class Duty(Task):  # type: ignore[type-arg]  # generic to the type checker alone
    """A task that one worker does at a time: a second hand-out finds it taken, and does nothing.

    The broker hands out again what took longer than its patience. Tasks that share their rows
    out among themselves are named in `SHARED`; every other one is alone, without asking for it.
    None takes for ever: `Patience` ends it.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        whether_ours = room_for if self.name in SHARED else _alone
        with whether_ours(self.name) as is_ours:
            if not is_ours:
                return None
            with Patience(self):
                return super().__call__(*args, **kwargs)


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    """Hold a lock of this session: the database lets go of it when the worker dies."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        (is_ours,) = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [name])


app = Celery("confidant", task_cls=Duty)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    name: {"task": name, "schedule": seconds} for name, seconds in BEAT.items()
}
app.autodiscover_tasks()
app.autodiscover_tasks(["crm"], related_name="subscriptions")
