"""What is written for people is true: commands, paths and settings exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import sources

ROOT = sources.ROOT
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OURS = (*sources.PACKAGES, "templates", "static", "tests", "docs", "scripts")
# Pictures are taken of the running program and added by hand.
MADE = ("docs/pictures/",)
PATH = re.compile(r"`((?:[\w.\-]+/)+[\w.\-*]*|[\w\-]+\.(?:py|md|toml|yml|lock|html))`")


def places(text: str) -> set[str]:
    """Give every path that a page names in code marks."""
    return {match.group(1) for match in PATH.finditer(text)}


def stands(name: str) -> bool:
    """Tell whether a path of ours is there; what is not ours to look for counts as there."""
    top, slash, _rest = name.partition("/")
    if slash:
        return top not in OURS or any(ROOT.glob(name.rstrip("/")))
    return any(any(ROOT.glob(place)) for place in (name, *(f"{top}/**/{name}" for top in OURS)))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=sources.named)
def test_every_make_command_of_a_page_is_in_the_makefile(page: Path) -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)\b(?=[`\s]*[`\n#|]|  )", page.read_text()))
    assert named - targets() == set()


@pytest.mark.parametrize("page", PAGES, ids=sources.named)
def test_every_command_of_manage_that_a_page_names_exists(page: Path) -> None:
    there = {path.stem for path in ROOT.glob("**/management/commands/*.py")}
    there |= {"migrate", "check", "collectstatic", "makemigrations", "makemessages"}
    named = set(re.findall(r"manage\.py ([a-z_]+)", page.read_text()))
    assert named - there == set()


@pytest.mark.parametrize("page", PAGES, ids=sources.named)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    assert {name for name in places(page.read_text()) if not stands(name)} == set()


@pytest.mark.parametrize("page", PAGES, ids=sources.named)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    assert {link for link in links if not exists(page, link)} == set()


def exists(page: Path, link: str) -> bool:
    return link.startswith(MADE) or (page.parent / link).exists()


def test_the_table_of_settings_says_what_the_code_says() -> None:
    ended = subprocess.run(
        [sys.executable, "scripts/settings_table.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, ""), "run scripts/settings_table.py"


def test_decisions_are_numbered_without_gaps_or_doubles() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_licence_is_there_in_full() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
