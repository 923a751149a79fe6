"""The project's own files, read once for all rules of the house."""

import ast
import functools
import pathlib
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = ("crm", "accounts", "secrets_manual", "report_cards", "compensation")
IN_CRM = ("journal", "notices", "recovery", "deals", "success", "home")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@functools.cache
def modules() -> tuple[pathlib.Path, ...]:
    """Give every module of the program itself, without migrations and without tests."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@functools.cache
def all_python() -> tuple[pathlib.Path, ...]:
    """Give every Python file there is, without migrations."""
    others = (path for folder in ("tests", "scripts") for path in (ROOT / folder).rglob("*.py"))
    return (*modules(), *sorted(others), ROOT / "manage.py")


def apps() -> dict[str, pathlib.Path]:
    """Give each app's dotted name and its folder."""
    folders = [ROOT / name for name in PACKAGES] + [ROOT / "crm" / name for name in IN_CRM]
    return {
        ".".join(folder.relative_to(ROOT).parts): folder
        for folder in folders
        if (folder / "apps.py").exists()
    }


@functools.cache
def tree(path: pathlib.Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: pathlib.Path) -> Iterator[Function]:
    """Give every function and method, nested ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def named(path: pathlib.Path) -> str:
    return str(path.relative_to(ROOT))
