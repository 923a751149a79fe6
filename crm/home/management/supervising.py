"""The supervisor's children: how one is started, watched, restarted and ended."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO

from crm.embedded import EmbeddedError, Leash, Postgres, Valkey, follow_to_the_grave

STRIKES = 5
_FORGIVEN_AFTER = 600  # seconds; a death long ago is no strike
_LAST_WORDS = 15  # seconds a child has to end by itself

Say = Callable[[str, str], None]


class Voice:
    """Writes what everybody says, one line at a time, each with its speaker's name."""

    _colours = {"web": 36, "worker": 32, "beat": 35, "up": 33}

    def __init__(self, paper: IO[str]) -> None:
        self._paper = paper
        self._turn = threading.Lock()
        self._coloured = paper.isatty() and "NO_COLOR" not in os.environ

    def say(self, speaker: str, words: str) -> None:
        name = f"{speaker:>8}"
        if self._coloured:
            colour = self._colours.get(speaker.rstrip("-0123456789"), 37)
            name = f"\x1b[{colour}m{name}\x1b[0m"
        self.print(f"{name} | {words}")

    def print(self, line: str) -> None:
        # A reader that went away (`| head`) must not stop the children.
        with self._turn, contextlib.suppress(OSError, ValueError):
            self._paper.write(line + "\n")
            self._paper.flush()


class _Mortal:
    """Counts deaths: after five within ten minutes there is no point in another life."""

    def __init__(self, name: str, say: Say) -> None:
        self.name, self.say = name, say
        self._deaths: list[float] = []
        self._next_life_at = 0.0

    def look_after(self) -> bool:
        """Restart what has died; False when it has died too often."""
        now = time.monotonic()
        if self._next_life_at:
            if now >= self._next_life_at:
                self._next_life_at = 0.0
                self.begin()
            return True
        if self.lives():
            return True
        self._deaths = [death for death in self._deaths if now - death < _FORGIVEN_AFTER] + [now]
        if len(self._deaths) > STRIKES:
            self.say("up", f"{self.name} keeps dying; stopping everything")
            return False
        self.say("up", f"{self.name} ended ({self.how_it_ended()}); restarting")
        self._next_life_at = now + len(self._deaths) - 1
        return True

    def begin(self) -> None:
        raise NotImplementedError

    def lives(self) -> bool:
        raise NotImplementedError

    def how_it_ended(self) -> str:
        return "no exit code"


class Child(_Mortal):
    """A process of ours whose words are printed with its name before them."""

    def __init__(self, name: str, say: Say, command: Sequence[str], words: dict[str, str]) -> None:
        super().__init__(name, say)
        self._command = command
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1", **words}
        self._running: subprocess.Popen[str] | None = None
        self._leash: Leash | None = None

    def begin(self) -> None:
        if self._leash:
            self._leash.cut()
        self._running = subprocess.Popen(  # noqa: S603 - our own words
            self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", env=self._environment,
            start_new_session=True, preexec_fn=follow_to_the_grave(signal.SIGTERM),  # noqa: PLW1509
        )  # fmt: skip
        self._leash = Leash(self._running.pid, signal.SIGTERM)
        threading.Thread(target=self._repeat, args=(self._running,), daemon=True).start()
        self.say("up", f"{self.name} started, process {self._running.pid}")

    def lives(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def how_it_ended(self) -> str:
        code = self._running.returncode if self._running else None
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"

    def ask_to_end(self) -> None:
        if self._running and self.lives():
            self._running.terminate()

    def see_it_end(self) -> None:
        if not self._running:
            return
        try:
            self._running.wait(_LAST_WORDS)
        except subprocess.TimeoutExpired:
            self.say("up", f"{self.name} does not end by itself; ending it")
        with contextlib.suppress(ProcessLookupError):  # what it left behind in its own group
            os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()
        if self._leash:
            self._leash.cut()

    def _repeat(self, running: subprocess.Popen[str]) -> None:
        for line in running.stdout or ():
            self.say(self.name, line.rstrip())


class Keeper(_Mortal):
    """Looks after one of the embedded servers in the same way."""

    def __init__(self, server: Postgres | Valkey, say: Say, log: IO[bytes]) -> None:
        super().__init__(server.name, say)
        self.server, self._log = server, log

    def begin(self) -> None:
        # The next look sees a server that did not start and counts it.
        try:
            joined = not self.server.start(self._log)
        except EmbeddedError as error:
            self.say("up", str(error))
        else:
            self.say("up", f"{self.name} {'joined' if joined else 'started'}")

    def lives(self) -> bool:
        return not self.server.has_died()

    def how_it_ended(self) -> str:
        return f"see {self._log.name}"


def python(*words: str) -> list[str]:
    """Give a command that runs with our own interpreter."""
    return [sys.executable, *words]
