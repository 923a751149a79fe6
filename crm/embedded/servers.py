"""The two servers: how they start, are joined, and end."""

import contextlib
import fcntl
import os
import pathlib
import signal
import socket
import subprocess
from collections.abc import Sequence
from typing import IO

import psycopg2  # type: ignore[import-untyped]

from .leash import Leash, command_of, follow_to_the_grave, patiently
from .places import EmbeddedError, make_private, socket_folder
from .programs import (
    Bearer,
    disguise,
    forget_recycled_number,
    major_version,
    make_cluster,
    postgres_folder,
    valkey_program,
)

_PATIENCE = 60  # seconds for a server to end
# Refused words must not reach the log by way of a statement, a detail or an error's own text.
_POSTGRES_OPTIONS = {
    "listen_addresses": "",
    "port": "5432",  # not PGPORT's
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    """What both servers have in common: one owner, an orphan's end, a start that is waited for."""

    name: str
    last_signal: int  # the polite one
    harsh_signal: int

    def __init__(self, state: pathlib.Path) -> None:
        self.folder = state / self.name.lower()
        self.sockets = socket_folder(state)
        self.child: subprocess.Popen[bytes] | None = None
        self._leash: Leash | None = None
        self._lock: IO[str] | None = None
        self._joined = False
        self._pid_file = state / f"{self.name.lower()}.pid"

    def start(self, log: IO[bytes]) -> bool:
        """Start the server and wait until it answers; False when another process already runs it.

        The server writes what it has to say into `log`, an open file.
        """
        make_private(self._pid_file.parent)
        make_private(self.sockets)
        self._joined = not self._become_owner()
        if self._joined:
            return False
        try:
            self._end_orphan()
            self.prepare(log)
            self._launch(log)
        except BaseException:
            self.stop()
            raise
        return True

    def stop(self) -> None:
        """End the server if we started it; one that we joined is left to its owner."""
        if self.child and self.child.poll() is None:
            self.child.send_signal(self.last_signal)
            try:
                self.child.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self.child.send_signal(self.harsh_signal)
                self.child.wait(_PATIENCE)
        if self._leash:
            self._leash.cut()
        if self._lock:
            self._pid_file.unlink(missing_ok=True)
            self._lock.close()
        self.child = self._leash = self._lock = None

    def has_died(self) -> bool:
        """Tell whether the server is gone: ours, or the one that we joined with its owner."""
        if not self._joined:
            return self.child is None or self.child.poll() is not None
        with self._lock_file().open("w") as lock, contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def _lock_file(self) -> pathlib.Path:
        return self._pid_file.with_suffix(".lock")

    def _become_owner(self) -> bool:
        """Take the lock, or wait until the owner's server answers."""
        if self._lock:
            return True
        lock = self._lock_file().open("w")
        for _ in patiently():
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._lock = lock
                return True
            if self.answers():
                lock.close()
                return False
        raise EmbeddedError(f"Another process owns {self.folder}, but {self.name} does not answer.")

    def _launch(self, log: IO[bytes]) -> None:
        self.child = subprocess.Popen(  # noqa: S603 - our own words
            self.command(), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            start_new_session=True, preexec_fn=follow_to_the_grave(self.last_signal),  # noqa: PLW1509
            cwd="/",
            **self.bearer(),
        )  # fmt: skip
        self._leash = Leash(self.child.pid, self.last_signal)
        self._pid_file.write_text(str(self.child.pid))
        for _ in patiently():
            if self.answers():
                return
            if self.child.poll() is not None:
                break
        raise EmbeddedError(f"{self.name} did not start; {log.name} says why.")

    def _end_orphan(self) -> None:
        try:
            pid = int(self._pid_file.read_text())
        except (OSError, ValueError):
            return
        for number in (self.last_signal, self.harsh_signal):
            for step in patiently():
                if str(self.sockets) not in command_of(pid):
                    return
                if step == 0:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, number)
        raise EmbeddedError(f"An old {self.name}, process {pid}, does not end; please end it.")

    def answers(self) -> bool:
        raise NotImplementedError

    def prepare(self, log: IO[bytes]) -> None:
        raise NotImplementedError

    def command(self) -> Sequence[str | pathlib.Path]:
        raise NotImplementedError

    def bearer(self) -> Bearer:
        """Give the account that runs the server, where it is not our own."""
        return Bearer()


class Postgres(Server):
    """The database `confidant`, owned by `confidant`; SIGINT drops connections and checkpoints."""

    name = "PostgreSQL"
    last_signal = signal.SIGINT
    harsh_signal = signal.SIGQUIT

    def __init__(self, state: pathlib.Path, *, throw_away: bool = False) -> None:
        super().__init__(state)
        self._throw_away = throw_away

    def answers(self) -> bool:
        try:
            psycopg2.connect(
                host=str(self.sockets), port=5432, user="confidant", dbname="confidant"
            ).close()
        except psycopg2.OperationalError:
            return False
        return True

    def prepare(self, log: IO[bytes]) -> None:
        disguise().give(self.folder.parent)
        disguise().give(self.sockets)
        made_by, ours = self.folder / "PG_VERSION", major_version()
        if not made_by.exists():
            make_cluster(self.folder, log, durable=not self._throw_away)
        elif made_by.read_text().strip() != str(ours):
            raise EmbeddedError(
                f"{self.folder} was made by PostgreSQL {made_by.read_text().strip()}, and this is"
                f" {ours}: restore a backup into a new folder, or set CONFIDANT_STATE."
            )
        forget_recycled_number(self.folder / "postmaster.pid", self.folder)

    def command(self) -> Sequence[str | pathlib.Path]:
        options = _POSTGRES_OPTIONS | (_THROW_AWAY if self._throw_away else {})
        options["unix_socket_directories"] = '"{}"'.format(str(self.sockets).replace('"', '""'))
        chosen = [word for name, setting in options.items() for word in ("-c", f"{name}={setting}")]
        return [*disguise().prefix, postgres_folder() / "postgres", "-D", self.folder, *chosen]

    def bearer(self) -> Bearer:
        return disguise().bearer


class Valkey(Server):
    """The broker and cache; every write goes to its append-only file, nothing is ever evicted."""

    name = "Valkey"
    last_signal = signal.SIGTERM
    harsh_signal = signal.SIGKILL

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            line.connect(str(self.sockets / "valkey.sock"))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        return False

    def prepare(self, log: IO[bytes]) -> None:
        del log
        make_private(self.folder)
        (self.sockets / "valkey.sock").unlink(missing_ok=True)

    def command(self) -> Sequence[str | pathlib.Path]:
        return [
            valkey_program(), "--port", "0", "--unixsocket", self.sockets / "valkey.sock",
            "--unixsocketperm", "700", "--dir", self.folder, "--appendonly", "yes", "--save", "",
            "--maxmemory-policy", "noeviction", "--daemonize", "no",
        ]  # fmt: skip
