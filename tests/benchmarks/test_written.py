"""docs/benchmarks.md has a line for everything that is measured; the figures decide no test."""

from tests.benchmarks.report import FILE, HEAD, PARTS, every_path


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|\n").split("|")]


def test_the_file_has_a_line_for_every_path_and_no_other() -> None:
    places = [cells(HEAD).index(name) for name in ("path", "rows", "floor", "must", "aim")]
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    written = [
        [cells(line)[place] for place in places]
        for line in lines
        if line != HEAD and not line.startswith("|---")
    ]
    assert written == [
        [path.name, path.rows, path.floor, path.must, path.aim] for path in every_path()
    ]


def test_no_two_paths_bear_the_same_name() -> None:
    names = [path.name for path in every_path()]
    assert len(names) == len(set(names))


def test_the_parts_stand_in_their_order() -> None:
    titles = [
        line[3:] for line in FILE.read_text(encoding="utf-8").splitlines() if line[:3] == "## "
    ]
    assert titles == list(PARTS)
