"""How long a task may take, and what becomes of one that does not end.

First it is told to end: its statement in the database is cancelled and an error is raised in
its thread, so that what it had begun is rolled back. One that hears nothing, because it waits
somewhere else, ends together with its worker: whoever keeps the worker starts a new one, and
the locks of the old one are gone with its sessions.
"""

import ctypes
import logging
import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded
from celery.signals import task_failure
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from crm.schedule import LAST_WORDS, limit_of

logger = logging.getLogger(__name__)

#: The code of a worker that ended itself because a task did not.
ENDED_ITSELF = 70
#: Of one task in one process: half of a worker's threads, so that others find room.
MOST_AT_ONCE = 2
_room = threading.Lock()
_under_way: Counter[str] = Counter()


class TimeIsUpError(BaseException):
    """Raised in the thread of a task; what passes over a poison row does not catch it."""


class Patience:
    """Waits beside one run of a task, in a thread of its own, and ends it when it must."""

    def __init__(self, task: Any) -> None:
        self._task = task
        self._limit = limit_of(task.name) * settings.TASK_PATIENCE
        self._last_words = LAST_WORDS * settings.TASK_PATIENCE
        self._runner = threading.get_ident()
        self._database = connections[DEFAULT_DB_ALIAS]
        self._turn = threading.Lock()
        self._over = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self._wait, daemon=True, name=f"of {self._task.name}").start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        error: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        try:
            self._end()
        except TimeIsUpError:  # told at its very end: it has done its work
            self._end()
        if isinstance(error, TimeIsUpError):
            raise SoftTimeLimitExceeded(self._limit) from error

    def _end(self) -> None:
        with self._turn:  # it is told to end before this, or never
            self._over.set()
            _raise_in(self._runner, None)

    def _wait(self) -> None:
        if self._over.wait(self._limit) or not self._tell_to_end():
            return
        if not self._over.wait(self._last_words):
            self._end_the_worker()

    def _tell_to_end(self) -> bool:
        with self._turn:
            if self._over.is_set():
                return False
            logger.error("%s is told to end after %s s", self._task.name, self._limit)
            _raise_in(self._runner, TimeIsUpError)
        with suppress(Exception):  # a session that is gone has nothing to cancel
            self._database.connection.cancel()
        return True

    def _end_the_worker(self) -> None:
        logger.critical("%s does not end; this worker ends itself", self._task.name)
        with suppress(Exception):  # it ends all the same
            task_failure.send(sender=self._task, exception=TimeLimitExceeded(self._limit))
        logging.shutdown()
        os._exit(ENDED_ITSELF)


@contextmanager
def room_for(name: str) -> Iterator[bool]:
    """Say whether this process has room for one more run of a task; what hangs takes no more."""
    with _room:
        if has_room := _under_way[name] < MOST_AT_ONCE:
            _under_way[name] += 1
    try:
        yield has_room
    finally:
        if has_room:
            with _room:
                _under_way[name] -= 1


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Let an error be raised in a thread at its next step; None takes it back."""
    told = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), told)
