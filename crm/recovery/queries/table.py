"""The open tickets as a table: sorted by any column, page after page at the same cost."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.prepared import prepared
from crm.recovery.queries.cards import Card, Rows, as_cards, asked
from crm.recovery.queries.filters import STEPS, Filters, open_tickets

PAGE = 50


class _Sort(NamedTuple):
    """By what a column sorts, and how such a value is read back from an address."""

    by: Combinable
    read: Callable[[str], object]


_STEP = Case(*(When(present__step=step, then=Value(place)) for place, step in enumerate(STEPS)))
SORTS: dict[str, _Sort] = {
    "due": _Sort(F("present__due_at"), dt.datetime.fromisoformat),
    "number": _Sort(F("pk"), int),
    "customer": _Sort(F("customer__name"), str),
    "step": _Sort(_STEP, int),
    "severity": _Sort(F("severity"), int),
    "reported": _Sort(F("reported_at"), dt.datetime.fromisoformat),
    "owner": _Sort(Coalesce("owner__name", Value("")), str),
    "cause": _Sort(Coalesce("cause__name", Value("")), str),
}


class TablePage(NamedTuple):
    """One page of the table, and the cursor of the next; "" at the end."""

    rows: list[Card]
    next_cursor: str


def table_page(
    person: Person, filters: Filters, now: dt.datetime, *, sort: str, cursor: str | None
) -> TablePage:
    """Give a page of the open tickets; `sort` is a name of SORTS, with "-" in front for backwards.

    RuleBrokenError `bad_cursor` when the cursor is not one of ours.
    """
    if cursor:
        rows = _ordered(person, filters, now, sort).filter(_after(sort, cursor))
        found = list(rows[: PAGE + 1])
    else:
        found = list(asked(_first, filters)(person, filters, now, sort))
    cards = [Card(*row[:-1]) for row in found[:PAGE]]
    return TablePage(cards, _written(found[PAGE - 1]) if len(found) > PAGE else "")


@prepared
def _first(person: Person, filters: Filters, now: dt.datetime, sort: str) -> Rows:
    return _ordered(person, filters, now, sort)[: PAGE + 1]


def _ordered(person: Person, filters: Filters, now: dt.datetime, sort: str) -> Rows:
    name, back = sort.removeprefix("-"), "-" if sort.startswith("-") else ""
    tickets = as_cards(open_tickets(person, filters, now)).annotate(place=SORTS[name].by)
    return tickets.order_by(f"{back}place", f"{back}pk")


def _written(row: tuple[Any, ...]) -> str:
    """Write where a page ends: the value it is sorted by, and the ticket."""
    place, pk = row[-1], row[0]
    said = place.isoformat() if isinstance(place, dt.datetime) else str(place)
    return base64.urlsafe_b64encode(json.dumps([said, pk]).encode()).decode()


def _after(sort: str, cursor: str) -> Q:
    try:
        said, pk = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        place = SORTS[sort.removeprefix("-")].read(str(said).replace("\0", ""))
        after = "lt" if sort.startswith("-") else "gt"
        return Q((f"place__{after}", place)) | Q(("place", place), (f"pk__{after}", int(pk)))
    except (TypeError, ValueError, binascii.Error) as error:
        raise RuleBrokenError(
            _("This page link is not one of ours. Start from the first page."),
            "bad_cursor",
            status=400,
        ) from error
