"""The table of docs/gate.md is true: every rule has a test at every door, or a reason."""

import ast
import re
from functools import cache

import pytest
from django.apps import apps

from tests.house import sources

PAGE = sources.ROOT / "docs" / "gate.md"
RULES = ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G10", "G11"]
DOORS = ["rule", "form", "API", "import", "raw SQL"]


def table() -> list[list[str]]:
    """Give the rows of the table of rules and doors, each as its cells."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith(("| rule |", "| G"))
    ]
    return [row for row in rows if len(row) == len(DOORS)]


@cache
def functions_there() -> dict[str, str]:
    """Give every test function with the text of its file."""
    found = {}
    for path in (sources.ROOT / "tests").rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found[node.name] = text
    return found


@cache
def refusals_there() -> set[str]:
    """Give the names by which the database refuses: constraints, and what triggers raise."""
    names = set()
    for model in apps.get_models():
        names |= {constraint.name for constraint in model._meta.constraints}
        for trigger in getattr(model._meta, "triggers", []):
            names |= set(re.findall(r"CONSTRAINT = '([a-z_]+)'", trigger.func or ""))
    return names


def test_every_rule_of_the_gate_has_its_row_and_every_door_its_column() -> None:
    head, *rows = table()
    assert head == DOORS
    assert [row[0].partition(" ")[0] for row in rows] == RULES


CELLS = [
    pytest.param(door, cell, id=f"{row[0].partition(' ')[0]} by {door}")
    for row in table()[1:]
    for door, cell in zip(DOORS[1:], row[1:], strict=True)
]


@pytest.mark.parametrize(("door", "cell"), CELLS)
def test_a_cell_names_tests_and_refusals_that_exist_or_says_why_there_is_none(
    door: str, cell: str
) -> None:
    named = re.findall(r"`([a-z0-9_]+)`", cell)
    if cell.startswith("–"):
        assert not named
        assert len(re.findall(r"[a-z]{2,}", cell)) >= 4, "an empty cell says why"
        return
    tests, refusals = functions_there(), refusals_there()
    assert named
    unknown = [name for name in named if name not in tests and name not in refusals]
    assert not unknown
    if door != "raw SQL":
        assert all(name in tests for name in named)
    untried = [
        name
        for name in named
        if name in refusals and not any(f'"{name}"' in text for text in tests.values())
    ]
    assert not untried, "no test goes round the actions to meet these"
