"""Lists that stay quick at any length: keyset paging and counts that stop at a thousand."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.prepared import Prepared

Row = TypeVar("Row", bound=Model)
COUNT_CAP = 1000


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """One page of a list; `next_cursor` is empty on the last one."""

    rows: list[Row]
    next_cursor: str


def keyset(
    queryset: QuerySet[Row], *, order: tuple[str, ...], cursor: str | None, size: int = 50
) -> Slice[Row]:
    """Give the page after `cursor`, in `order`.

    `order` names columns and ends in a unique one, such as ("name", "id") or ("-reported_at",
    "-id"). Only rising ones may be null, which come last. A page costs the same wherever it lies.
    RuleBrokenError `bad_cursor` when the cursor is not one of ours.
    """
    after = _after(queryset.model, order, cursor) if cursor else Q()
    return sliced(list(queryset.filter(after).order_by(*order)[: size + 1]), order=order, size=size)


def sliced(rows: list[Row], *, order: tuple[str, ...], size: int) -> Slice[Row]:
    """Make the page of rows that were fetched in that order, one more than the page holds."""
    following = _write_cursor(rows[size - 1], order) if len(rows) > size else ""
    return Slice(rows[:size], following)


def _after(model: type[Model], order: tuple[str, ...], cursor: str) -> Q:
    values = _read_cursor(model, order, cursor)
    condition = Q()
    for column, value in zip(reversed(order), reversed(values), strict=True):
        name = column.lstrip("-")
        here = _beyond(model, column, value)
        same = Q(**{name: value}) if value is not None else Q(**{f"{name}__isnull": True})
        condition = here | (same & condition) if condition else here
    # Says nothing new, but lets the index begin at the cursor instead of at the first row.
    return _beyond(model, order[0], values[0], "e") & condition


def _beyond(model: type[Model], column: str, value: object, equally: str = "") -> Q:
    """Say what comes after a value, or with `equally` "e" from it on; nothing comes after null."""
    name = column.lstrip("-")
    nothing = Q(**{f"{name}__isnull": True})
    if value is None:
        return nothing if equally else Q(pk__in=[])
    beyond = Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}{equally}": value})
    return beyond | nothing if _field(model, name).null else beyond


def _read_cursor(model: type[Model], order: tuple[str, ...], cursor: str) -> list[object]:
    try:
        written = [str(value) for value in json.loads(base64.urlsafe_b64decode(cursor.encode()))]
        return [
            _read_value(_field(model, name.lstrip("-")), value.replace("\0", ""))
            for name, value in zip(order, written, strict=True)
        ]
    except (TypeError, ValueError, binascii.Error, ValidationError, FieldDoesNotExist) as error:
        raise RuleBrokenError(
            _("This page link is not one of ours. Start from the first page."),
            "bad_cursor",
            status=400,
        ) from error


def _read_value(field: "Field[object, object]", written: str) -> object:
    return None if field.null and not written else field.to_python(written)


def _field(model: type[Model], name: str) -> "Field[object, object]":
    field = model._meta.get_field(name)  # noqa: SLF001 - Django's public habit
    if not isinstance(field, Field):
        raise FieldDoesNotExist(name)
    return field


def _write_cursor(row: Model, order: tuple[str, ...]) -> str:
    values = [_field(type(row), name.lstrip("-")).value_to_string(row) for name in order]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


def counted(queryset: QuerySet[Row]) -> str:
    """Count up to a thousand; beyond that "1000+": an exact count costs more than the page."""
    return number_shown(queryset.order_by()[: COUNT_CAP + 1].count())


def number_shown(number: int) -> str:
    """Write a number that was counted up to a thousand and one."""
    return f"{COUNT_CAP}+" if number > COUNT_CAP else str(number)


def get_visible(visible: QuerySet[Row], pk: int | str) -> Row:
    """Fetch and authorise in one call: what the person cannot see does not exist for them."""
    try:
        return visible.get(pk=pk)
    except ObjectDoesNotExist as error:
        raise _moved(visible, pk) or Http404 from error
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def get_prepared(
    asked: Prepared[[Person, int], Row],
    visible: Callable[[Person], QuerySet[Row]],
    person: Person,
    pk: int | str,
) -> Row:
    """Do as `get_visible` with a prepared question, which narrows `visible` to one number."""
    rows = asked(person, int(pk)) if str(pk).isdecimal() else []
    return rows[0] if rows else get_visible(visible(person), pk)


class MergedError(Http404):
    """What is asked for became part of another row; pages send the reader on to that one."""

    def __init__(self, old: int, now: int) -> None:
        super().__init__()
        self.old, self.now = old, now


def _moved(visible: QuerySet[Row], pk: int | str) -> MergedError | None:
    """Say where a merged row went, to those who may see where; None for everything else."""
    everything = getattr(visible.model, "everything", None)
    if everything is None:
        return None
    now = everything.filter(pk=pk).values_list("merged_into", flat=True).first()
    if now is None or not visible.filter(pk=now).exists():
        return None
    return MergedError(int(pk), now)
