"""Fields of one's own as columns of files."""

from functools import partial

from accounts.actions.bulk import Run
from accounts.actions.custom import SENTENCES
from accounts.imports.kinds import Field
from accounts.models import LONGEST_TEXT, CustomField
from accounts.queries import custom_fields, custom_fields_ever
from accounts.rules import custom_from_text


def own_columns(about: str) -> tuple[Field, ...]:
    """Give the columns that an import may fill: called by key, or by name as people write it."""
    return tuple(
        Field(
            each.input_name,
            parse=partial(_value, each),
            synonyms=(each.name, each.key),
            longest=LONGEST_TEXT,
            label=each.name,
        )
        for each in custom_fields(about)
    )


def _value(field: CustomField, cell: str, run: Run) -> object:  # noqa: ARG001 - one signature for all
    try:
        return custom_from_text(field.type, cell, field.choices)
    except ValueError as error:
        raise ValueError(SENTENCES[field.type] % {"name": field.name}) from error


def own_keys(about: str) -> list[str]:
    """Give the keys an export writes, retired fields too."""
    return list(custom_fields_ever(about).values_list("key", flat=True))


def own_cells(custom: dict[str, object], keys: list[str]) -> list[object]:
    """Give the cells of a row's own fields as an import reads them again."""
    return [_cell(custom.get(key)) for key in keys]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
