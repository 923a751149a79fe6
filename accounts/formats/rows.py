"""What every reader of a file hands out: rows, refused rows, and the limits it keeps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

HIGHEST_CELL_LIMIT: Final = 131_072
"""Characters; the csv module itself stops here, and its limit belongs to the whole process."""


class UnreadableFileError(Exception):
    """The whole file is refused. `message` is a sentence for the person, `code` is stable."""

    def __init__(self, message: str | Promise, code: str) -> None:
        super().__init__(message, code)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one import: bytes on disk, bytes after unpacking, rows, characters in a cell."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 200_000_000
    rows: int = 200_000
    cell_characters: int = 100_000

    def __post_init__(self) -> None:
        if not 0 < self.cell_characters <= HIGHEST_CELL_LIMIT:
            raise ValueError(f"cell_characters must be 1 to {HIGHEST_CELL_LIMIT}")

    @property
    def line_characters(self) -> int:
        """The longest line held in memory at once, whatever its cells."""
        return 10 * self.cell_characters


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `line` is where it begins (1 is the first line, or the spreadsheet's own row)."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class RowError:
    """One refused row; reading goes on after it. `column` is a header's name, or None."""

    line: int
    column: str | None
    reason: str | Promise


@dataclass(frozen=True, slots=True)
class Reader:
    """Streams a file's rows; may be iterated again, each time from the start.

    `kind` is "delimited", "spreadsheet" or "vcard"; `encoding` and `delimiter` are None where
    they mean nothing. Iterating raises UnreadableFileError when a limit is met on the way.
    """

    path: Path
    kind: str
    columns: tuple[str, ...]
    encoding: str | None
    delimiter: str | None
    rows: Callable[[], Iterator[Row | RowError]]

    def __iter__(self) -> Iterator[Row | RowError]:
        return self.rows()


def cell_text(text: str) -> str:
    """Keep the text as written; a lone blank is how many programs export "nothing"."""
    return "" if text == " " else text


def checked_header(cells: list[str], limits: Limits) -> tuple[str, ...]:
    """Return the columns' names, trimmed; nameless columns become "#3" by position."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise UnreadableFileError(
            _("The file has no header row: its first line must name the columns."),
            "import.no_header",
        )
    seen: set[str] = set()
    names = [name or f"#{position}" for position, name in enumerate(names, start=1)]
    for name in names:
        if len(name) > limits.cell_characters:
            raise cell_too_long(1, limits)
        if name.casefold() in seen:
            raise UnreadableFileError(
                format_lazy(_("Two columns of the file are both called “{name}”."), name=name),
                "import.duplicate_header",
            )
        seen.add(name.casefold())
    return tuple(names)


def fitted_row(line: int, cells: list[str], columns: tuple[str, ...]) -> Row | RowError | None:
    """Lay one line's cells under the columns; None for an empty line."""
    texts = [cell_text(cell) for cell in cells]
    if not any(texts):
        return None
    surplus = texts[len(columns) :]
    if any(surplus):
        return RowError(
            line,
            f"#{len(columns) + 1}",
            format_lazy(
                _("This row has {cells} cells, but the header has only {columns}."),
                cells=str(len(texts)),
                columns=str(len(columns)),
            ),
        )
    texts += [""] * (len(columns) - len(texts))
    return Row(line, dict(zip(columns, texts, strict=False)))


def cell_too_long(line: int, limits: Limits) -> UnreadableFileError:
    """Build the refusal of a cell over the limit, naming the line."""
    return UnreadableFileError(
        format_lazy(
            _("A cell on line {line} is longer than {limit} characters."),
            line=str(line),
            limit=str(limits.cell_characters),
        ),
        "import.cell_too_long",
    )


def counted(rows: Iterator[Row | RowError], limits: Limits) -> Iterator[Row | RowError]:
    """Pass rows on until there are more than the limit."""
    for number, row in enumerate(rows, start=1):
        if number > limits.rows:
            raise UnreadableFileError(
                format_lazy(
                    _("The file has more than {limit} rows; split it and import the parts."),
                    limit=str(limits.rows),
                ),
                "import.too_many_rows",
            )
        yield row
