"""Guessing the columns of a file: by what they are called in many languages, and by content."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final

from accounts.formats import Reader, Row
from accounts.imports.kinds import Kind
from accounts.imports.words import FOREIGN
from accounts.rules import match_column, parse_email, parse_phone

SAMPLE_ROWS: Final = 50
SHOWN: Final = 3


def sample_of(reader: Reader) -> list[dict[str, str]]:
    """Give the first rows that can be read, for guessing and for showing."""
    return [row.values for row in islice(reader, SAMPLE_ROWS) if isinstance(row, Row)]


def is_header(columns: Sequence[str]) -> bool:
    """Say whether a first line can name columns: no column is called like somebody's address."""
    return not any(map(_is_email, columns))


def examples_of(sample: Sequence[Mapping[str, str]], column: str) -> list[str]:
    """Give up to three different cells of a column."""
    cells = dict.fromkeys(row.get(column, "").strip() for row in sample)
    return [cell[:80] for cell in cells if cell][:SHOWN]


def guessed_columns(
    kind: Kind, header: Sequence[str], sample: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    """Guess the column of each field: names first, then what stands in the cells."""
    fields = kind.all_fields
    names = [each.name for each in fields]
    own = {each.name: each.synonyms for each in fields}
    found = {name: match.found for name, match in match_column(header, names, own).items()}
    rest = [name for name in names if name not in found]
    free = [column for column in header if column not in found.values()]
    foreign = match_column(free, rest, {name: _foreign(kind, name) for name in rest})
    found |= {name: match.found for name, match in foreign.items()}
    for name, fits in CONTENT.items():
        if name not in names or name in found:
            continue
        free = [column for column in header if column not in found.values()]
        column = next((each for each in free if _mostly(sample, each, fits)), None)
        if column is not None:
            found[name] = column
    return found


def guessed_kind(
    kinds: Sequence[Kind], header: Sequence[str], sample: Sequence[Mapping[str, str]]
) -> Kind:
    """Guess what a file is about: the kind that makes most of its columns, of those it can fill.

    Of two that make as many it is the earlier one; the first where none can be filled.
    """
    best, most = kinds[0], 0
    for kind in kinds:
        found = guessed_columns(kind, header, sample)
        lacks = any(
            each.required and not found.keys() & {each.name, *each.instead}
            for each in kind.all_fields
        )
        if not lacks and len(found) > most:
            best, most = kind, len(found)
    return best


def _foreign(kind: Kind, name: str) -> tuple[str, ...]:
    """Give a field's names in other languages; a customer's own name is a company's."""
    names = FOREIGN.get(name, ())
    is_company = kind.name == "customers" and name == "name"
    return FOREIGN["customer"] + names if is_company else names


def _mostly(sample: Sequence[Mapping[str, str]], column: str, fits: Callable[[str], bool]) -> bool:
    cells = [cell for row in sample if (cell := row.get(column, "").strip())]
    return bool(cells) and sum(map(fits, cells)) * 5 >= len(cells) * 4


def _is_email(cell: str) -> bool:
    return "@" in cell and parse_email(cell) is not None


def _is_phone(cell: str) -> bool:
    return (
        cell.startswith(("+", "00", "tel:"))
        and parse_phone("+" + cell[2:] if cell.startswith("00") else cell).e164 is not None
    )


def _is_website(cell: str) -> bool:
    return cell.startswith(("http://", "https://", "www.")) and " " not in cell


CONTENT: Final[dict[str, Callable[[str], bool]]] = {
    "email": _is_email,
    "phone": _is_phone,
    "website": _is_website,
}
