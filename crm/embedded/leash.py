"""Children die with their parent, even when it is killed; strangers are told from orphans."""

import contextlib
import ctypes
import os
import pathlib
import platform
import subprocess
import time
from collections.abc import Callable, Iterator

_LINUX = platform.system() == "Linux"
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def follow_to_the_grave(last_signal: int) -> Callable[[], None]:
    """Give a `preexec_fn`: on Linux the kernel signals the child when its parent dies.

    Start the child from a thread that lives as long as the parent: the kernel watches the thread.
    """
    parent = os.getpid()

    def in_the_child() -> None:
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, last_signal)
        if os.getppid() != parent:
            os._exit(1)

    return in_the_child if _LINUX else lambda: None


class Leash:
    """Elsewhere than on Linux: a watcher waits for the end of a pipe that only we hold open."""

    def __init__(self, pid: int, last_signal: int, *, needed: bool = not _LINUX) -> None:
        self._watcher: subprocess.Popen[bytes] | None = None
        if needed:
            self._watcher = subprocess.Popen(  # noqa: S603 - a number and a number
                ["/bin/sh", "-c", 'trap "" INT TERM HUP; read _; kill -"$0" "$1"',
                 str(last_signal), str(pid)],
                stdin=subprocess.PIPE, start_new_session=True,
            )  # fmt: skip

    def cut(self) -> None:
        """Let go without a signal: the child has ended, its number may soon be another's."""
        if self._watcher:
            self._watcher.kill()
            self._watcher.communicate()


def command_of(pid: int) -> str:
    """Give the words a process was started with; empty when there is no such process."""
    if _LINUX:
        with contextlib.suppress(OSError):
            words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
            return words.replace(b"\0", b" ").decode(errors="surrogateescape")
        return ""
    asked = subprocess.run(  # noqa: S603 - a number
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return asked.stdout


def patiently(seconds: float = 60) -> Iterator[int]:
    """Count 0, 1, 2 … with short rests between, until the seconds are over."""
    end, step = time.monotonic() + seconds, 0
    while step == 0 or time.monotonic() < end:
        yield step
        time.sleep(min(0.02 + step * 0.01, 0.2))
        step += 1
