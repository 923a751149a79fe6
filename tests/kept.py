"""What many tests begin with is made once a process, through the actions, and then laid in again.

A small company takes some two hundred questions to make, and one to lay in. What is kept are the
rows that came into being, as the database wrote them, and the objects that were answered; a maker
may only add rows. The clock belongs to the key: who pins another time gets rows of that time.
"""

import datetime as dt
import functools
import pickle
from collections.abc import Callable
from typing import TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from time_machine import escape_hatch

from crm import clock

T = TypeVar("T")
_kept: dict[tuple[Callable[[], object], dt.datetime | None], tuple[str, bytes]] = {}


def again(make: Callable[[], T]) -> T:
    """Answer what `make` answers, with its rows in the database."""
    if not _may_pass_triggers():
        return make()
    standing = clock._pinned or escape_hatch.is_travelling()
    key = (make, clock.now() if standing else None)
    if key not in _kept:
        before = {model: set(_keys(model)) for model in _tables()}
        made = make()
        _kept[key] = (_words(before), pickle.dumps(made))
        return made
    words, made_once = _kept[key]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)
    answer: T = pickle.loads(made_once)  # noqa: S301 - our own, of a moment ago
    return answer


@functools.cache
def _may_pass_triggers() -> bool:
    """Say whether we are the server's own user, as in a cluster of ours."""
    with connection.cursor() as cursor:
        cursor.execute("select has_parameter_privilege('session_replication_role', 'set')")
        return bool(cursor.fetchone()[0])


def _tables() -> list[type[models.Model]]:
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _keys(model: type[models.Model]) -> list[object]:
    return list(model._base_manager.values_list("pk", flat=True))


def _words(before: dict[type[models.Model], set[object]]) -> str:
    """Write the SQL that lays the new rows in, past triggers that have done their work."""
    parts = ["set local session_replication_role = replica"]
    for model, known in before.items():
        if fresh := [key for key in _keys(model) if key not in known]:
            parts.append(_insert(model, fresh))
    return "; ".join([*parts, "set local session_replication_role = origin"])


def _insert(model: type[models.Model], keys: list[object]) -> str:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(
        quote(field.column) for field in model._meta.local_concrete_fields if not field.generated
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"select quote_literal(array_agg(r)::text) from {table} r"  # noqa: S608 - our own names
            f" where {quote(model._meta.pk.column)} = any(%s)",
            [keys],
        )
        (rows,) = cursor.fetchone()
    return (
        f"insert into {table} ({columns}) overriding system value"  # noqa: S608 - as above
        f" select {columns} from unnest({rows}::{table}[])"
    )
