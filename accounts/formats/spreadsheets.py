"""XLSX: the first sheet, formulas as the values last computed, dates as ISO text."""

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from accounts.formats.rows import (
    Limits,
    Reader,
    Row,
    RowError,
    UnreadableFileError,
    cell_too_long,
    checked_header,
    counted,
    fitted_row,
)

CHUNK_BYTES: Final = 262_144
WORKBOOK: Final = "xl/workbook.xml"
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError,
    TypeError, AttributeError, IndexError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl and zipfile raise over damaged, encrypted or made-up files."""


def read_spreadsheet(path: Path, *, limits: Limits, has_header: bool) -> Reader:
    """Open an XLSX file after weighing its parts; broken or overfull ones are refused."""
    try:
        _weigh(path, limits)
    except BROKEN as fault:
        raise _broken() from fault
    columns = _columns(path, limits, has_header=has_header)

    def rows() -> Iterator[Row | RowError]:
        first = has_header
        for number, cells in _lines(path, limits):
            if first:
                first = False
                continue
            row = fitted_row(number, cells, columns)
            if row is not None:
                yield row

    return Reader(path, "spreadsheet", columns, None, None, lambda: counted(rows(), limits))


def _columns(path: Path, limits: Limits, *, has_header: bool) -> tuple[str, ...]:
    cells = next(_lines(path, limits), (1, list[str]()))[1]
    if has_header or not cells:
        return checked_header(cells, limits)
    return tuple(f"#{position}" for position in range(1, len(cells) + 1))


def _lines(path: Path, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, with the spreadsheet's own row numbers."""
    try:
        workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()  # the stated size may be a lie
            for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                cells = [_text(value) for value in values]
                if any(len(cell) > limits.cell_characters for cell in cells):
                    raise cell_too_long(number, limits)
                if any(cell.strip() for cell in cells):
                    yield number, cells
        finally:
            workbook.close()
    except BROKEN as fault:
        raise _broken() from fault


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time(0)
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _weigh(path: Path, limits: Limits) -> None:
    """Refuse zip bombs, document types and giant cells before openpyxl loads anything."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if WORKBOOK not in archive.namelist():
            raise _broken()
        if sum(part.file_size for part in parts) > limits.unpacked_bytes:
            raise UnreadableFileError(
                _("Unpacked, this spreadsheet is larger than we accept."), "import.too_large"
            )
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as stream:
                    _weigh_part(stream, limits)


def _weigh_part(stream: IO[bytes], limits: Limits) -> None:
    """Measure the longest text between two tags, in bytes; UTF-8 needs four a character."""
    run = 0
    tail = b""
    while chunk := stream.read(CHUNK_BYTES):
        if b"<!DOCTYPE" in tail + chunk:
            raise _broken()
        tail = chunk[-16:]
        pieces = chunk.split(b"<")
        longest = max(run + len(pieces[0]), *(len(piece) for piece in pieces))
        if longest > 4 * limits.cell_characters + CHUNK_BYTES:
            raise cell_too_long(1, limits)
        run = len(pieces[-1]) + (run if len(pieces) == 1 else 0)


def _broken() -> UnreadableFileError:
    return UnreadableFileError(
        _("This spreadsheet is damaged or protected and cannot be opened."),
        "import.broken_spreadsheet",
    )
