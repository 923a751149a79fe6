"""Which column of a file holds which field of a kind."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from accounts.imports.kinds import Field, Kind
from accounts.rules import match_column
from crm.errors import RuleBrokenError


def columns_of(
    kind: Kind, header: Sequence[str], mapping: Mapping[str, str], *, guess: bool = True
) -> dict[str, str]:
    """Say which column holds which field; a column named by hand is taken from the others.

    Without `guess` only the columns named by hand are read. Raises RuleBrokenError.
    """
    fields = kind.all_fields
    names = [each.name for each in fields]
    for name, column in mapping.items():
        if name not in names:
            raise _bad_columns(
                _("%(kind)s have no field “%(name)s”. Fields: %(fields)s."),
                kind=kind.name, name=name, fields=", ".join(names),
            )  # fmt: skip
        if column not in header:
            raise _bad_columns(
                _("The file has no column “%(column)s”. Its columns: %(columns)s."),
                column=column, columns=_listed(header),
            )  # fmt: skip
    columns = dict(mapping)
    if guess:
        columns = _guessed(fields, header, mapping) | columns
    for each in fields:
        if each.required and not any(name in columns for name in (each.name, *each.instead)):
            raise _bad_columns(
                _("The file has no column for “%(name)s”. Its columns: %(columns)s."),
                name=each.name, columns=_listed(header),
            )  # fmt: skip
    return columns


def _guessed(
    fields: Sequence[Field], header: Sequence[str], mapping: Mapping[str, str]
) -> dict[str, str]:
    names = [each.name for each in fields]
    free = [column for column in header if column not in mapping.values()]
    open_names = [name for name in names if name not in mapping]
    found = match_column(free, open_names, {each.name: each.synonyms for each in fields})
    return {name: match.found for name, match in found.items()}


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in header[:20])
    return shown if len(header) <= 20 else f"{shown}, …"


def _bad_columns(sentence: str, **words: str) -> RuleBrokenError:
    return RuleBrokenError(sentence % words, "import.columns", status=400)
