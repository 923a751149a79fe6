"""The project speaks of itself alone: no numbers of a tracker, no paths of somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.house import sources

# Written in parts, so that this file does not find itself.
FOREIGN = re.compile(
    r"(?i:\b(?:issue|ticket|bug|pr|pull request) #" + r"\d+\b"
    r"|\bGH-" + r"\d+\b|(?<![\w.])/(?:wo" + r"rk|ho" + r"me|Us" + r"ers)/\w|C:" + r"\\Users"
    r"|pypi\." + r"org|pythonhosted\." + r"org|registry\.npmjs\." + r"org"
    r")|\bTO" + r"DO\b|\bFIX" + r"ME\b|\bX" + r"XX\b",
)
KINDS = {".py", ".html", ".txt", ".md", ".css", ".js", ".toml", ".yml", ".mjs", ".po", ""}


def texts() -> list[Path]:
    """Give every text of the project that is ours, as git knows it."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=sources.ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout, so there is no list of files")
    names = (sources.ROOT / name for name in listed.stdout.splitlines())
    return [
        path
        for path in names
        if path.suffix in KINDS
        and path.is_file()
        and not path.is_relative_to(sources.ROOT / "static/vendor")
        and not path.name.startswith("LICENSE")
    ]


def test_no_text_speaks_of_a_tracker_a_machine_or_something_left_to_do() -> None:
    found = [
        f"{sources.named(path)}: {match.group()}"
        for path in texts()
        for match in FOREIGN.finditer(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []
