"""What a relationship is judged by: talks that went both ways, and open mishaps.

All of it for any number of customers comes with one question to the database, since lists and
full pages show it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from accounts.models import Customer, Person
from accounts.queries import customers_readable
from crm import clock
from crm.prepared import prepared
from crm.recovery.queries import tickets_visible_to
from secrets_manual.models import Conversation, Participant, Turn
from secrets_manual.rules.health import HORIZON, Touch, is_two_way

_Rows = QuerySet[Any, Any]
Customers = Collection[int] | QuerySet[Any, Any]
_COLUMNS = (
    "what", "home", "row", "sort", "starter", "feeling", "at_time", "until", "answered", "who",
    "takers", "said",
)  # fmt: skip


@dataclass(frozen=True)
class Talk:
    """A talk that went both ways, and with which contacts."""

    touch: Touch
    pk: int
    contacts: frozenset[int]


@dataclass(frozen=True)
class Mishap:
    """An open OOPS! that the person may read of."""

    pk: int
    contact: int | None
    words: str
    started_at: dt.datetime
    due_at: dt.datetime
    days_only: bool = False

    @property
    def told_on(self) -> dt.date | None:
        """The day of the report where no hour is known of it; no clock is drawn then."""
        return self.started_at.astimezone(dt.UTC).date() if self.days_only else None


@dataclass(frozen=True)
class Home:
    """A customer of which the person may read, and the day somebody means to be in touch."""

    pk: int
    kind: str
    name: str
    touch_on: dt.date | None
    touch_why: str


@dataclass
class Evidence:
    """By customer: itself (only where the person reads of it), its talks, its open mishaps."""

    homes: dict[int, Home] = field(default_factory=dict)
    talks: dict[int, list[Talk]] = field(default_factory=lambda: defaultdict(list))
    mishaps: dict[int, list[Mishap]] = field(default_factory=lambda: defaultdict(list))


def evidence_of(person: Person, customers: Customers) -> Evidence:
    """Gather what the person may know of some customers (ids, or a query), the oldest talk first.

    Talks are only those of readable customers; mishaps are all that the person may see.
    """
    is_query = isinstance(customers, QuerySet)
    return gathered(evidence_rows(person, customers) if is_query else _rows(person, [*customers]))


def gathered(rows: Iterable[tuple[Any, ...]]) -> Evidence:
    """Sort the rows of a question for evidence to their customers."""
    zone = clock.company_zone()
    found = Evidence()
    for what, home, row, sort, starter, feeling, at, until, answered, who, takers, said in rows:
        if what == "home":
            touch_on = dt.date.fromisoformat(feeling) if feeling else None
            found.homes[home] = Home(home, sort, said, touch_on, starter)
        elif what == "mishap":
            found.mishaps[home].append(Mishap(row, who, said, at, until, answered))
        elif is_two_way(sort, started_by=starter, answered=answered):
            contacts = frozenset({who, *takers} - {None})
            touch = Touch(at.astimezone(zone).date(), starter, feeling)
            found.talks[home].append(Talk(touch, row, contacts))
    return found


def evidence_rows(person: Person, customers: Customers) -> QuerySet[Customer, tuple[Any, ...]]:
    """Ask for the evidence of some customers; `gathered` reads the rows."""
    readable = customers_readable(person).filter(pk__in=customers)
    parts = (_homes(readable), _talks(readable), _mishaps(person, customers))
    return parts[0].union(*parts[1:], all=True).order_by("at_time", "row")


@prepared
def _rows(person: Person, customers: list[int]) -> QuerySet[Customer, tuple[Any, ...]]:
    return evidence_rows(person, customers)


def _columns(rows: _Rows, **given: object) -> _Rows:
    """Give the same columns in the same order for each part; what a part has not is empty."""
    text = Value("")
    no_moment = Cast(Value(None), models.DateTimeField())
    empty = {
        "sort": text,
        "starter": text,
        "feeling": text,
        "at_time": no_moment,
        "until": no_moment,
        "answered": Value(value=False),
        "who": Cast(Value(None), models.BigIntegerField()),
        "takers": Cast(Value([]), ArrayField(models.BigIntegerField())),
        "said": text,
    }
    shown: dict[str, Any] = {name: given.get(name, empty.get(name)) for name in _COLUMNS}
    columns: _Rows = rows.order_by().annotate(**shown).values_list(*_COLUMNS)
    return columns


def _homes(readable: QuerySet[Customer]) -> _Rows:
    touch_on = Coalesce(Cast("next_touch_on", models.CharField()), Value(""))
    return _columns(
        readable,
        what=Value("home"),
        home=F("pk"),
        row=F("pk"),
        sort=F("kind"),
        starter=F("next_touch_why"),
        feeling=touch_on,
        said=F("name"),
    )


def _talks(readable: QuerySet[Customer]) -> _Rows:
    now = clock.now()
    takers = Participant.objects.filter(conversation=OuterRef("pk")).values("contact_id")
    rows = Conversation.objects.filter(
        customer__in=readable.values("pk"), at__gt=now - HORIZON, at__lte=now
    )
    return _columns(
        rows,
        what=Value("talk"),
        home=F("customer_id"),
        row=F("pk"),
        sort=F("kind"),
        starter=F("started_by"),
        feeling=F("felt"),
        at_time=F("at"),
        answered=Exists(Turn.objects.filter(conversation=OuterRef("pk"))),
        who=F("contact_id"),
        takers=ArraySubquery(takers),
    )


def _mishaps(person: Person, customers: Customers) -> _Rows:
    rows = tickets_visible_to(person).filter(
        customer__in=customers,
        present__recovered_at__isnull=True,
        present__lost_at__isnull=True,
        present__merged_at__isnull=True,
    )
    return _columns(
        rows,
        what=Value("mishap"),
        home=F("customer_id"),
        row=F("pk"),
        at_time=F("present__started_at"),
        until=F("present__due_at"),
        answered=F("present__days_only"),
        who=F("contact_id"),
        said=F("words"),
    )
