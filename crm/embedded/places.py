"""Where the embedded servers keep their files and how they are reached."""

import hashlib
import os
import pathlib
import stat
import urllib.parse

_LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432")  # bytes; 103 is macOS, 107 is Linux
NOBODY = 65534


class EmbeddedError(Exception):
    """A server cannot run here; the message says what the person can do."""


def state_folder() -> pathlib.Path:
    """Give the folder that holds everything embedded: CONFIDANT_STATE, or .confidant beside us."""
    beside = pathlib.Path(__file__).resolve().parents[2] / ".confidant"
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
    return f"postgres://confidant@/confidant?host={host}&port=5432"


def broker_url(state: pathlib.Path) -> str:
    """Give what REDIS_URL would say for the embedded Valkey of this state folder."""
    return f"unix://{urllib.parse.quote(str(socket_folder(state) / 'valkey.sock'), safe='/')}?db=0"


def make_private(folder: pathlib.Path) -> None:
    """Make a folder that only its owner may enter; refuse one that another person has prepared."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    ours = {os.geteuid()} | ({NOBODY} if os.geteuid() == 0 else set())
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours:
        raise EmbeddedError(f"{folder} belongs to somebody else; please set CONFIDANT_STATE.")
    if found.st_mode & 0o077:
        folder.chmod(0o700)
