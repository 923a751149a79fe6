"""What the wounded processes do; a fork server that has loaded all of it starts them quickly.

Every one is a process of its own with its own connections, killed by its number.
"""

import datetime as dt
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess

import time_machine
from django.conf import settings
from django.db import connection
from gunicorn.app.wsgiapp import run

from crm.celery import app
from crm.notices import actions as notices
from crm.recovery import actions as recovery
from crm.recovery.management.commands import climb_ladders as watchman

_ground = multiprocessing.get_context("forkserver")
_ground.set_forkserver_preload(["tests.chaos.warm"])


@dataclass(frozen=True)
class Fate:
    """What is unlike every day for one process: servers, clock, paper, patience, disk."""

    mail_port: int = 0
    mail_patience: float = 10
    database: str = ""
    ahead: dt.timedelta = dt.timedelta()
    paper_is_full: bool = False
    patience: float = 1
    largest_file: int = 0


def begin(deed: Callable[..., None], *given: object, fate: Fate = Fate()) -> BaseProcess:
    """Start a process that does one thing and ends; its code is not 0 when it raised."""
    process = _ground.Process(target=_live, args=(fate, deed, *given), daemon=True)
    process.start()
    return process


def _live(fate: Fate, deed: Callable[..., None], *given: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    paper = os.open("/dev/full" if fate.paper_is_full else os.devnull, os.O_WRONLY)
    os.dup2(paper, 1)
    if fate.paper_is_full or not os.environ.get("CHAOS_ALOUD"):
        os.dup2(paper, 2)
    if fate.database:
        connection.settings_dict["NAME"] = fate.database
    if fate.mail_port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", fate.mail_port
        settings.EMAIL_TIMEOUT = fate.mail_patience
    settings.TASK_PATIENCE = fate.patience
    if fate.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (fate.largest_file, fate.largest_file))
    if fate.ahead:
        time_machine.travel(dt.datetime.now(dt.UTC) + fate.ahead, tick=True).start()  # noqa: TID251
    deed(*given)


def sweep(limit: int = 500) -> None:
    recovery.climb_ladders(limit=limit)


def send() -> None:
    while notices.send_waiting():
        pass


def watch() -> None:
    """Climb again and again, as `climb_ladders --loop` does, with short rests."""
    watchman._REST_SECONDS = 0.05
    watchman.Command().run_from_argv(["manage.py", "climb_ladders", "--loop"])


def work(loglevel: str = "CRITICAL", pool: str = "solo") -> None:
    """Be a Celery worker, with the settings of every day."""
    app.worker_main(
        ["--quiet", "worker", "--pool", pool, "--loglevel", loglevel, "--without-gossip",
         "--without-mingle", "--without-heartbeat", "--hostname", f"worker-{os.getpid()}@%h"]
    )  # fmt: skip


def beat(every: float, *names: str) -> None:
    """Be Celery's beat, in a hurry with some tasks; the others keep their time."""
    for name in names:
        app.conf.beat_schedule[name]["schedule"] = every
    with tempfile.TemporaryDirectory() as folder:
        app.Beat(schedule=f"{folder}/schedule", loglevel="CRITICAL", quiet=True).run()


def run_task(name: str) -> None:
    app.tasks[name]()


def serve(port: int) -> None:
    """Be the web server, as `manage.py up` starts it."""
    sys.argv = [
        "gunicorn", "crm.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
        "--threads", "8", "--no-control-socket", "--log-level", "critical",
    ]  # fmt: skip
    run()
