"""A cluster whose database `confidant` has every migration: copied, because making it takes long.

It is kept in the state folder until a migration or a package changes. Run as a program, this makes
it if it is missing.
"""

import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from crm import embedded

ROOT = pathlib.Path(__file__).resolve().parents[1]


def copy_to(folder: pathlib.Path) -> None:
    """Copy the cluster; whoever comes first makes it, all others wait."""
    state = embedded.state_folder()
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        (state / "test-template.lock").open("w") as lock,
        (state / "test-template.log").open("ab") as log,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = state / f"test-template-{_mark()}"
        if not (kept / "PG_VERSION").exists():
            for older in state.glob("test-template-*"):
                shutil.rmtree(older, ignore_errors=True)
            _make(kept, log.fileno())
        shutil.copytree(kept, folder)


def _mark() -> str:
    """Name what the template depends on: the server, the packages, every migration's text."""
    words = hashlib.sha256(f"{embedded.major_version()}".encode())
    found = [path for depth in ("*", "*/*") for path in ROOT.glob(f"{depth}/migrations/0*.py")]
    for path in [ROOT / "requirements-dev.lock", *sorted(found)]:
        words.update(f"{path.relative_to(ROOT)}".encode() + path.read_bytes())
    return words.hexdigest()[:16]


def _make(kept: pathlib.Path, log: int) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="confidant-template-") as half_way:
        state = pathlib.Path(half_way)
        postgres = embedded.Postgres(state, throw_away=True)
        with os.fdopen(os.dup(log), "ab") as words:
            postgres.start(words)
        try:
            away = {"DATABASE_URL", "DATABASE_URL_FILE"}
            kept_words = {name: word for name, word in os.environ.items() if name not in away}
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"],
                cwd=ROOT, env=kept_words | {"CONFIDANT_STATE": half_way}, check=True,
            )  # fmt: skip
        finally:
            postgres.stop()
        shutil.copytree(postgres.folder, kept.with_suffix(".half"), dirs_exist_ok=True)
        kept.with_suffix(".half").rename(kept)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as away:
        copy_to(pathlib.Path(away) / "postgresql")
