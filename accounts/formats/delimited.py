"""CSV and its relatives: comma, semicolon, tab or pipe; quoted cells may hold line breaks."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.formats.rows import (
    Limits,
    Reader,
    Row,
    RowError,
    cell_too_long,
    checked_header,
    counted,
    fitted_row,
)

DELIMITERS: Final = ",;\t|"
SAMPLE_CHARACTERS: Final = 65_536
SAMPLE_ROWS: Final = 50
DECLARED: Final = re.compile(r"sep=(.)\s*\Z")
"""A first line Excel writes and obeys."""

Line = tuple[int, list[str]]


def read_delimited(
    path: Path, *, encoding: str, limits: Limits, delimiter: str | None, has_header: bool
) -> Reader:
    """Open delimited text whose encoding is known; a missing delimiter is found out."""
    separator = delimiter or _found_delimiter(path, encoding)
    columns = _columns(path, encoding, separator, limits, has_header=has_header)

    def rows() -> Iterator[Row | RowError]:
        lines = _lines(path, encoding, separator, limits)
        first = has_header
        for line in lines:
            if isinstance(line, RowError):
                yield line
                continue
            number, cells = line
            if first and any(cell.strip() for cell in cells):
                first = False
                continue
            row = fitted_row(number, cells, columns)
            if row is not None:
                yield row

    return Reader(path, "delimited", columns, encoding, separator, lambda: counted(rows(), limits))


def _columns(
    path: Path, encoding: str, separator: str, limits: Limits, *, has_header: bool
) -> tuple[str, ...]:
    for line in _lines(path, encoding, separator, limits):
        if isinstance(line, RowError):
            break
        cells = line[1]
        if any(cell.strip() for cell in cells):
            if not has_header:
                return tuple(f"#{position}" for position in range(1, len(cells) + 1))
            return checked_header(cells, limits)
    return checked_header([], limits)


def _lines(path: Path, encoding: str, separator: str, limits: Limits) -> Iterator[Line | RowError]:
    """Yield each record with the number of the line it begins on."""
    with path.open(encoding=encoding, newline="") as stream:
        feed = _Feed(stream, limits)
        reader = csv.reader(feed, delimiter=separator, strict=True)
        while True:
            begins_on = feed.begin_record()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                if "field larger" in str(fault):
                    raise cell_too_long(begins_on, limits) from fault
                yield RowError(begins_on, None, _unbalanced(fault))
                continue
            if any(len(cell) > limits.cell_characters for cell in cells):
                raise cell_too_long(begins_on, limits)
            if not (begins_on == 1 and len(cells) <= 2 and DECLARED.match(separator.join(cells))):
                yield begins_on, cells


def _unbalanced(fault: csv.Error) -> str | Promise:
    if "unexpected end" in str(fault):
        return _("A quotation mark opens here and is never closed.")
    return _("A quotation mark inside a quoted cell must be doubled.")


class _Feed:
    """Physical lines for the csv module, never more of one record than the limit."""

    def __init__(self, stream: TextIO, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._number = 0
        self._record_characters = 0

    def begin_record(self) -> int:
        self._record_characters = 0
        return self._number + 1

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._limits.line_characters + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self._record_characters += len(line)
        if self._record_characters > self._limits.line_characters:
            raise cell_too_long(self._number, self._limits)
        return line


def _found_delimiter(path: Path, encoding: str) -> str:
    """Take what divides the header; among several, what divides the rows as evenly."""
    with path.open(encoding=encoding, newline="") as stream:
        sample = stream.read(SAMPLE_CHARACTERS)
    lines = sample.lstrip("\r\n").splitlines(keepends=True)
    declared = DECLARED.match(lines[0]) if lines else None
    if declared:
        return declared[1]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> tuple[bool, bool, int]:
    widths: list[int] = []
    try:
        for cells in csv.reader(lines, delimiter=delimiter):
            if cells:
                widths.append(len(cells))
            if len(widths) == SAMPLE_ROWS:
                break
    except csv.Error:  # the sample may end inside a huge cell; what was counted still counts
        pass
    if not widths:
        return False, False, 0
    common = Counter(widths).most_common(1)[0]
    even = common[0] == widths[0] and common[1] * 5 >= len(widths) * 4
    return widths[0] > 1, even, widths[0]
