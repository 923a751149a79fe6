"""The kinds this app imports and exports, and the engine that all apps use for theirs."""

from accounts.imports.batches import check_batch, opened, progress_of, write_batch
from accounts.imports.contacts import CONTACTS
from accounts.imports.customers import CUSTOMERS
from accounts.imports.guessing import (
    examples_of,
    guessed_columns,
    guessed_kind,
    is_header,
    sample_of,
)
from accounts.imports.kinds import Field, Kind, Table
from accounts.imports.people import PEOPLE
from accounts.imports.runs import Report, run_import
from accounts.imports.words import kind_label, label_of

KINDS: tuple[Kind, ...] = (CUSTOMERS, CONTACTS, PEOPLE)

__all__ = [
    "KINDS",
    "Field",
    "Kind",
    "Report",
    "Table",
    "check_batch",
    "examples_of",
    "guessed_columns",
    "guessed_kind",
    "is_header",
    "kind_label",
    "label_of",
    "opened",
    "progress_of",
    "run_import",
    "sample_of",
    "write_batch",
]
