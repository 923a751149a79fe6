"""Files and functions stay short enough to be read at one sitting."""

import ast
from pathlib import Path
from statistics import median

from tests.house import sources

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
LINES_OF_CODE_OF_HALF = 80
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def length(function: sources.Function) -> int:
    """Count the lines from `def` to the end, without the docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def test_every_file_is_shorter_than_three_hundred_lines() -> None:
    sizes = {
        sources.named(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources.all_python()
    }
    assert {name: size for name, size in sizes.items() if size >= LINES_OF_A_FILE} == {}


def lines_of_code(path: Path) -> int:
    """Count the lines that are neither blank, nor a comment, nor a docstring."""
    text = path.read_text(encoding="utf-8")
    silent: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            said = node.body[0]
            silent.update(range(said.lineno, (said.end_lineno or said.lineno) + 1))
    return sum(
        number not in silent and bool(line.strip()) and not line.lstrip().startswith("#")
        for number, line in enumerate(text.splitlines(), start=1)
    )


def test_half_of_the_files_are_shorter_than_eighty_lines_of_code() -> None:
    sizes = [lines_of_code(path) for path in sources.modules() if path.name != "__init__.py"]
    assert median(sizes) < LINES_OF_CODE_OF_HALF


def test_every_function_is_shorter_than_forty_lines() -> None:
    sizes = {
        f"{sources.named(path)}:{function.name}": length(function)
        for path in sources.all_python()
        for function in sources.functions(path)
    }
    assert {name: size for name, size in sizes.items() if size >= LINES_OF_A_FUNCTION} == {}
