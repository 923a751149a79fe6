"""Everything in one terminal: database, broker, web, worker and beat."""

import contextlib
import http
import http.client
import os
import signal
import socket
import sys
import threading
import time
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from accounts.models import Person
from crm.home.management.serving import embedded_servers, servers_log
from crm.home.management.supervising import Child, Keeper, Voice, python
from crm.notices.models import Heartbeat

_HOST = "127.0.0.1"
_PATIENCE = 120  # seconds until everything must be healthy
_SHARED_MEMORY = "/dev/shm"  # noqa: S108 - gunicorn's own heartbeat files, on no disk


class Command(BaseCommand):
    help = "Start PostgreSQL, Valkey, web, worker and beat; Ctrl-C stops all of it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
        parser.add_argument("--workers", type=int, default=1, help="web and worker processes, each")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        enough = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: enough.set())
        refuse_a_taken_port(options["port"])
        with servers_log() as log:
            household = Household(Voice(sys.stdout), log, enough, options)
            try:
                whole = household.live()
            finally:
                household.end()
        if not whole:
            raise CommandError("Something kept dying; the lines above say what.")


class Household:
    """All that `up` runs, in the order in which it starts; it ends in reverse."""

    def __init__(
        self, voice: Voice, log: IO[bytes], enough: threading.Event, options: dict[str, Any]
    ) -> None:
        self._voice, self._enough = voice, enough
        self._port: int = options["port"]
        self._with_demo = not options["no_demo"]
        self.keepers = [Keeper(server, voice.say, log) for server in embedded_servers()]
        self.children = [
            Child(name, voice.say, command, {"BASE_URL": os.environ.get("BASE_URL", self._address)})
            for name, command in commands(self._port, options["workers"]).items()
        ]

    @property
    def _address(self) -> str:
        return f"http://{_HOST}:{self._port}"

    def live(self) -> bool:
        """Start everything, say so when it is healthy, and watch; False when one keeps dying."""
        for keeper in self.keepers:
            keeper.begin()
            if not keeper.lives():
                return False
        self._furnish()
        for child in self.children:
            child.begin()
        said, patience = False, time.monotonic() + _PATIENCE
        while not self._enough.wait(0.2):
            if not all(mortal.look_after() for mortal in (*self.keepers, *self.children)):
                return False
            if not said and is_ready(self._port):
                said = True
                self._voice.print(f"ready {self._address}")
            if not said and time.monotonic() > patience:
                self._voice.say("up", f"not healthy yet; {self._address}/readyz says why")
                patience += _PATIENCE
        return True

    def end(self) -> None:
        if self._enough.is_set():
            self._voice.say("up", "stopping")
        for child in reversed(self.children):
            child.ask_to_end()
        for child in reversed(self.children):
            child.see_it_end()
        for keeper in reversed(self.keepers):
            keeper.server.stop()
        self._voice.say("up", "stopped")

    def _furnish(self) -> None:
        """Bring the database up to date, and fill an empty one with the demonstration."""
        call_command("migrate", verbosity=0, interactive=False)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise looks there
        # Signs of an earlier life would make us look healthy too soon.
        Heartbeat.objects.filter(name__in=("worker", "beat", "queue")).delete()
        demo = self._with_demo and settings.DEMO and "demo" in get_commands()
        if demo and not Person.objects.exists():
            self._voice.say("up", "writing the demonstration company")
            call_command("demo")
        # The first director needs the one-time code; it says nothing once there is one.
        if "setup_code" in get_commands():
            call_command("setup_code", base=os.environ.get("BASE_URL", self._address))
        connections.close_all()


def commands(port: int, workers: int) -> dict[str, list[str]]:
    """Give every child's command by its name; several workers are numbered."""
    gunicorn = [
        "-m", "gunicorn", "crm.wsgi", "--bind", f"{_HOST}:{port}", "--worker-class", "gthread",
        "--workers", str(workers), "--threads", "8", "--no-control-socket",
        "--log-level", "warning",
        *(["--worker-tmp-dir", _SHARED_MEMORY] if os.access(_SHARED_MEMORY, os.W_OK) else []),
    ]  # fmt: skip
    worker = [
        "-m", "celery", "--quiet", "-A", "crm", "worker", "--pool", "threads", "--concurrency", "4",
        "--without-gossip", "--without-mingle", "--loglevel", "WARNING",
    ]  # fmt: skip
    beat = [
        "-m", "celery", "--quiet", "-A", "crm", "beat", "--loglevel", "WARNING", "--pidfile", "",
        "--schedule", str(settings.STATE / "beat-schedule"),
    ]  # fmt: skip
    names = ["worker"] if workers == 1 else [f"worker-{n + 1}" for n in range(workers)]
    numbered = {name: python(*worker, "--hostname", f"{name}@%h") for name in names}
    return {"web": python(*gunicorn), **numbered, "beat": python(*beat)}


def refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken ({error.strerror}); choose another: manage.py up --port N"
            ) from error


def is_ready(port: int) -> bool:
    """Ask the running installation itself whether every part of it is healthy."""
    line = http.client.HTTPConnection(_HOST, port, timeout=2)
    with contextlib.closing(line), contextlib.suppress(OSError, http.client.HTTPException):
        line.request("GET", "/readyz")
        return line.getresponse().status == http.HTTPStatus.OK
    return False
