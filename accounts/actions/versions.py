"""The second of two editors is told, and loses nothing."""

from typing import TypeVar

from django.utils.translation import gettext as _

from accounts.models import Versioned
from crm.errors import RuleBrokenError

Row = TypeVar("Row", bound=Versioned)


def check_version(row: Versioned, version: int | None) -> None:
    """Refuse an edit that began from an older text; `row` must be locked by the caller."""
    if version is not None and version != row.version:
        raise RuleBrokenError(
            _("Somebody changed this while you were writing. Their text stands above; yours is kept below."),
            "stale_version",
        )


def save_versioned(row: Row, changes: dict[str, object]) -> Row:
    """Write the changes kindly checked, and count the edit."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.full_clean()
    row.save()
    return row
