"""XLSX files, sound and malicious."""

import datetime as dt
import json
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from accounts.formats import Limits, Row, UnreadableFileError, read_rows

Value = str | float | bool | dt.date | None
NOT_XML = re.compile("[\ufffe\uffff]")


def written(path: Path, rows: list[list[Value]]) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    workbook.save(path)
    return path


def test_numbers_dates_and_truths_become_text(tmp_path: Path) -> None:
    moment = dt.datetime(2025, 3, 4, 5, 6)  # noqa: DTZ001  # sheets know no zones
    row: list[Value] = [42, 1.5, 7.0, True, dt.date(2025, 3, 4), moment, None, "=1+1"]
    header: list[Value] = list("abcdefgh")
    (read,) = read_rows(written(tmp_path / "f.xlsx", [header, row]))
    assert isinstance(read, Row)
    expected = ["42", "1.5", "7", "true", "2025-03-04", "2025-03-04T05:06:00", "", "=1+1"]
    assert (read.line, list(read.values.values())) == (2, expected)


def test_naughty_strings_survive_a_spreadsheet(shared: Path, tmp_path: Path) -> None:
    strings = json.loads((shared / "data/naughty_strings/blns.json").read_text())
    holdable = [
        text
        for text in strings
        if not ILLEGAL_CHARACTERS_RE.search(text) and not NOT_XML.search(text)
    ]
    assert len(holdable) > 500
    rows: list[list[Value]] = [["n", "text"], *([n, t] for n, t in enumerate(holdable))]
    read = read_rows(written(tmp_path / "f.xlsx", rows))
    actual = [row.values["text"] for row in read if isinstance(row, Row)]
    assert actual == ["" if text == " " else text for text in holdable]


def refusal(path: Path, limits: Limits) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        list(read_rows(path, limits=limits))
    return refused.value.code


def test_bombs_and_wrecks_are_refused(tmp_path: Path) -> None:
    sound = written(tmp_path / "f.xlsx", [["a"], ["x" * 5000]])
    assert refusal(sound, Limits(unpacked_bytes=3000)) == "import.too_large"
    assert refusal(sound, Limits(cell_characters=4000)) == "import.cell_too_long"
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(sound.read_bytes()[:-40])
    assert refusal(cut, Limits()) == "import.broken_spreadsheet"
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert refusal(other, Limits()) == "import.broken_spreadsheet"


def test_a_giant_cell_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "giant.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", "<sst><t>" + "x" * 50_000_000 + "</t></sst>")
    assert refusal(file, Limits()) == "import.cell_too_long"
