"""Imports go down: every app and module has its place, and nothing hides an import."""

import ast
import re
import tomllib

from tests.house import sources

# Celery's own signals tell that a worker lives and that a task failed; no action hangs on them.
SIGNALS_ALLOWED = {"crm/celery.py", "crm/home/tasks.py", "crm/patience.py"}


def layers() -> set[str]:
    """Read the modules that the first contract of import-linter puts in order."""
    project = tomllib.loads((sources.ROOT / "pyproject.toml").read_text())
    contract = project["tool"]["importlinter"]["contracts"][0]
    return {
        module.strip(" ()") for layer in contract["layers"] for module in re.split("[:|]", layer)
    }


def test_every_app_stands_in_the_order_of_imports() -> None:
    there = set(sources.apps())
    assert there - layers() == set()


def test_every_module_of_crm_stands_in_the_order_of_imports() -> None:
    crm = sources.ROOT / "crm"
    there = {f"crm.{path.stem}" for path in crm.glob("*.py") if path.stem != "__init__"}
    there |= {f"crm.{path.parent.name}" for path in crm.glob("*/__init__.py")}
    assert there - layers() == set()


def test_no_import_hides_inside_a_function_or_a_class() -> None:
    hidden = [
        f"{sources.named(path)}:{node.lineno}"
        for path in sources.modules()
        if path.name != "apps.py"  # AppConfig.ready() is the one exception
        for scope in ast.walk(sources.tree(path))
        if isinstance(scope, sources.Function | ast.ClassDef)
        for node in ast.walk(scope)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_nothing_happens_by_signal() -> None:
    asking = [
        sources.named(path)
        for path in sources.modules()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and re.search(r"\bsignals\b|\bdispatch\b", ast.unparse(node))
    ]
    assert set(asking) - SIGNALS_ALLOWED == set()


def test_the_clock_is_asked_in_one_place_only() -> None:
    asking = re.compile(
        r"\btimezone\.now\(|\blocal(?:date|time)\(\)|\bdatetime\.(?:now|utcnow|today)\("
        r"|\bdate\.today\(|\btime\.time\(|\b(?:Now|CurrentTimestamp)\(\)|(?i:\bselect now\(\))"
    )
    found = [
        f"{sources.named(path)}: {match.group()}"
        for path in sources.modules()
        if sources.named(path) != "crm/clock.py"
        for match in asking.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
