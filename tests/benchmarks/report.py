"""The table that is written from a run: docs/benchmarks.md."""

import datetime as dt
import os
import pathlib
import platform
import time
import traceback
from collections.abc import Iterator

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError

from crm import embedded
from tests.benchmarks.paths import Found, Path, climbing, files, minding, pages, searching

FILE = pathlib.Path(__file__).parents[2] / "docs" / "benchmarks.md"
PARTS: dict[str, tuple[Path, ...]] = {
    "Pages": pages.PATHS,
    "Finding": searching.PATHS,
    "Files": files.PATHS,
    "Climbing": climbing.PATHS,
    "At night": minding.PATHS,
}
HEAD = (
    "| path | rows | floor | floor's figure | ours | ratio | must | aim | must met | aim met | n |"
)


def measure_all(words: list[str], skipped: list[str]) -> None:
    """Measure what is asked for and print it; write the file when nothing was asked for.

    Paths with a skipped word in their names, and those that fail, are written down as such.
    """
    began, found = time.monotonic(), {}
    for path in every_path():
        if words and not any(word in path.name for word in words):
            continue
        is_skipped = any(word in path.name for word in skipped)
        found[path.name] = _without_figures("not measured") if is_skipped else _figures(path)
        print(line_of(path, found[path.name]), flush=True)
    if not words:
        FILE.write_text(written(found, seconds=time.monotonic() - began))


def _figures(path: Path) -> Found:
    try:
        return path.measure()
    except (DatabaseError, ObjectDoesNotExist, AssertionError) as error:
        traceback.print_exc()
        return _without_figures(f"failed: {type(error).__name__}")


def _without_figures(reason: str) -> Found:
    return Found(ours=reason, floor="", ratio="", n=0, holds=False, aimed=False)


def every_path() -> Iterator[Path]:
    for paths in PARTS.values():
        yield from paths


def line_of(path: Path, found: Found) -> str:
    """Write one line of the table; a miss says so plainly."""
    cells = [
        path.name, path.rows, path.floor, found.floor, found.ours, found.ratio, path.must,
        path.aim, "yes" if found.holds else "**no**", "yes" if found.aimed else "no", str(found.n),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def written(found: dict[str, Found], *, seconds: float) -> str:
    """Write the whole file."""
    missed = [name for name, figures in found.items() if not figures.holds]
    lines = [
        "# Benchmarks",
        "Written by `make bench`; edit `tests/benchmarks/`, not this file. Floor and ours ran in",
        "turn in the same run; figures are medians of n. CPU is our own process's, without the",
        "database's; everything else is time on the clock.",
        "",
        _summary(len(found), missed, seconds),
    ]
    for part, paths in PARTS.items():
        lines += ["", f"## {part}", HEAD, "|---" * HEAD.count(" | ") + "|---|"]
        lines += [line_of(path, found[path.name]) for path in paths]
    return "\n".join(lines) + "\n"


def _summary(number: int, missed: list[str], seconds: float) -> str:
    named = f": {'; '.join(missed)}" if missed else ""
    return (
        f"{_machine()}. {number} paths in {seconds:.0f} s;"
        f" {len(missed)} of them miss their must{named}."
    )


def _machine() -> str:
    day = dt.datetime.now(dt.UTC).date()  # noqa: TID251 - the day of the run itself
    return (
        f"{day:%Y-%m-%d} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, PostgreSQL {embedded.major_version()} as shipped,"
        f" load average {os.getloadavg()[1]:.0f}"
    )
