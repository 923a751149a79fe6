"""The board: what is open by step and time left."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Count, F, Max, Q, QuerySet, Sum, Value
from django.utils.functional import Promise

from accounts.models import Person
from crm.prepared import prepared
from crm.recovery.models import Breach, Step, Ticket
from crm.recovery.queries.cards import Card, as_cards, asked
from crm.recovery.queries.filters import STEPS, Filters, is_late, is_soon, narrowed, open_tickets
from crm.recovery.queries.lately import Lately, lately_for
from crm.recovery.queries.windows import AFTER, BEFORE, LAST, SHOWN_AT_ONCE, Window, windowed

_HEADER = ("open", "soon", "breached", "mine", "unowned", "grave")
#: Which part each column shows, where it is not its nearest deadlines.
Windows = tuple[Window, ...]


@dataclass(frozen=True)
class Column:
    """A part of the open tickets of one step, nearest deadline first; `count` counts all of them.

    `ways` are the parts one can go to from here: first ("" is the nearest), before, next, last.
    """

    step: str
    label: str | Promise
    tickets: list[Card]
    count: int
    ways: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, window: Window, found: list[Card], count: int) -> Self:
        """Lay out what was read of one step, the row beyond the part's end included."""
        more, back = len(found) > SHOWN_AT_ONCE, window.is_backwards
        cards = found[-SHOWN_AT_ONCE:] if back else found[:SHOWN_AT_ONCE]
        ways = {"first": ""} if window.way else {}
        if cards and (more if back else window.way):
            ways["before"] = str(Window(window.step, BEFORE, cards[0].due_at, cards[0].pk))
        if cards and (window.way == BEFORE if back else more):
            ways["next"] = str(Window(window.step, AFTER, cards[-1].due_at, cards[-1].pk))
            ways["last"] = str(Window(window.step, LAST))
        return cls(window.step, Step(window.step).label, cards, count, ways)


@dataclass(frozen=True)
class Board:
    """Everything the board shows."""

    columns: list[Column]
    lately: Lately
    open: int
    soon: int
    breached: int
    mine: int
    unowned: int
    grave: int
    load: list[dict[str, object]] = field(default_factory=list)

    @property
    def by_time(self) -> list[Card]:
        """Give the tickets shown in one list, nearest deadline first."""
        shown = [ticket for column in self.columns for ticket in column.tickets]
        return sorted(shown, key=_time_left)

    @property
    def count(self) -> int:
        """Count the tickets that fit the filters, also those not shown."""
        return sum(column.count for column in self.columns)


def board_for(
    person: Person, filters: Filters, now: dt.datetime, *, windows: Windows = (), cards: bool = True
) -> Board:
    """Give the board in four questions, however many tickets there are."""
    per_step = asked(_tally, filters)(person, filters, now)
    nearest = _nearest.build if windows else asked(_nearest, filters)
    shown = nearest(person, filters, now, windows) if cards else []
    tickets = sorted((Card(*row) for row in shown), key=_time_left)
    counts = {step: count for step, count, *_header in per_step}
    header = zip(_HEADER, zip(*(row[2:] for row in per_step), strict=True), strict=False)
    found = dict.fromkeys(_HEADER, 0) | {name: sum(each) for name, each in header}
    columns = [
        Column.of(
            window,
            [ticket for ticket in tickets if ticket.step == window.step],
            counts.get(window.step, 0),
        )
        for window in _windows(filters, windows)
    ]
    load = [{"owner": pk, "owner__name": name, "n": n} for pk, name, n in _load(person, now)]
    return Board(columns=columns, lately=lately_for(person, now), load=load, **found)


def _windows(filters: Filters, asked_for: Windows) -> list[Window]:
    """Give the part that each column shows, in the order of the columns."""
    chosen = {window.step: window for window in asked_for}
    steps = [step.value for step in STEPS if filters.step in {"", step.value}]
    return [chosen.get(step, Window(step)) for step in steps]


def _time_left(card: Card) -> tuple[dt.datetime, int]:
    return (card.due_at, card.pk)


@prepared
def _nearest(
    person: Person, filters: Filters, now: dt.datetime, windows: Windows
) -> QuerySet[Ticket, tuple[object, ...]]:
    """Read a part of each step by the index, all of them in one question."""
    shown = as_cards(open_tickets(person, filters, now))
    parts = [
        windowed(shown.filter(present__step=window.step), window)
        for window in _windows(filters, windows)
    ]
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


@prepared
def _tally(
    person: Person, filters: Filters, now: dt.datetime
) -> QuerySet[Ticket, tuple[object, ...]]:
    """Count the open tickets of each step: all, those that fit, and those of the header."""
    rows = open_tickets(person, Filters(), now).order_by().values("present__step")
    return rows.annotate(
        fits=Count("pk", filter=narrowed(person, filters, now) or None),
        open=Count("pk"),
        soon=Count("pk", filter=is_soon(now)),
        breached=Count("pk", filter=is_late(now)),
        mine=Count("pk", filter=Q(owner=person)),
        unowned=Count("pk", filter=Q(owner__isnull=True)),
        grave=Count("pk", filter=Q(severity=3)),
    ).values_list("present__step", "fits", *_HEADER)


@prepared
def _load(person: Person, now: dt.datetime) -> QuerySet[Ticket, tuple[int, str, int]]:
    rows = open_tickets(person, Filters(), now).filter(owner__isnull=False).order_by()
    return (
        rows.values("owner", "owner__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "owner__name")
        .values_list("owner", "owner__name", "n")[:30]
    )


def board_mark(person: Person, filters: Filters, now: dt.datetime) -> str:
    """Give a mark that changes with anything the board shows; at least every five minutes."""
    found = asked(_marked, filters)(person, filters, now)
    parts = (person.pk, *sorted(map(str, found)), int(now.timestamp()) // 300)
    return "-".join(str(part or 0) for part in parts)


@prepared
def _marked(
    person: Person, filters: Filters, now: dt.datetime
) -> QuerySet[Ticket, tuple[int | None, ...]]:
    """Say in one question how many there are, how often they changed, and the last breach."""
    seen = open_tickets(person, filters, now).order_by().annotate(one=Value(1)).values("one")
    tickets = seen.annotate(n=Count("pk"), versions=Sum("version"), last=Max("pk"))
    # A page that is drawn anew must not tell that something happened on a hidden ticket.
    of_whom = "cycle__ticket__hidden_from"
    known = Breach.objects.filter(Q(**{f"{of_whom}__isnull": True}) | ~Q(**{of_whom: person}))
    marks = {"one": Value(2), "n": Value(0), "versions": Value(0), "last": F("pk")}
    columns = ("one", "n", "versions", "last")
    last = known.order_by("-pk").annotate(**marks).values_list(*columns)[:1]
    return tickets.values_list(*columns).union(last, all=True)
