"""New rows of the outbox, written in bulk: what is there already stays as it is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from django.db import connection

from crm.notices.models import Notice


@dataclass(kw_only=True, slots=True)
class NewRow:
    """A notice before it is written; a sweep makes too many of them to build whole models."""

    once_key: str
    channel: str
    subject: str
    body: str
    next_try_at: dt.datetime
    created_at: dt.datetime
    person_id: int | None = None
    contact_id: int | None = None
    endpoint_id: int | None = None
    address: str = ""
    html: str = ""
    url: str = ""
    unsubscribe_url: str = ""
    language: str = ""
    about_kind: str = ""
    about_id: str = ""
    event: str = ""
    customer_id: int | None = None
    must_tell: bool = False
    state: str = "waiting"
    last_error: str = ""
    sent_at: dt.datetime | None = None


_NAMES = [one.name for one in fields(NewRow)]
_TYPES = {
    **dict.fromkeys(("next_try_at", "created_at", "sent_at"), "timestamptz"),
    **dict.fromkeys(("person_id", "contact_id", "endpoint_id", "customer_id"), "bigint"),
    "must_tell": "boolean",
}
_VALUES = attrgetter(*_NAMES)
_TABLE = Notice._meta.db_table  # noqa: SLF001 - Django documents it
_ARRAYS = ", ".join(f"%s::{_TYPES.get(name, 'text')}[]" for name in _NAMES)
# One array for each column: the database reads twenty values instead of forty thousand.
_INSERT = (
    f"insert into {_TABLE} ({', '.join(_NAMES)}, attempts)"  # noqa: S608 - our own names
    f" select *, 0 from unnest({_ARRAYS}) on conflict do nothing"
)


def insert_new(rows: Sequence[NewRow]) -> int:
    """Insert what is not there yet; gives how many rows were written."""
    if not rows:
        return 0
    columns = zip(*map(_VALUES, rows), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [list(column) for column in columns])
        return int(cursor.rowcount)
