"""Files and functions stay short enough to be read at one sitting."""

import ast

from tests.house import sources

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40


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


def test_half_of_the_files_are_shorter_than_eighty_lines_of_code() -> None:
    sizes = sorted(
        len(path.read_text(encoding="utf-8").splitlines())
        for path in sources.modules()
        if path.name != "__init__.py"
    )
    assert sizes[len(sizes) // 2] < 120


def test_every_function_is_shorter_than_forty_lines() -> None:
    sizes = {
        f"{sources.named(path)}:{function.name}": length(function)
        for path in sources.all_python()
        for function in sources.functions(path)
    }
    assert {name: size for name, size in sizes.items() if size >= LINES_OF_A_FUNCTION} == {}
