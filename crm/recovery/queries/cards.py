"""What a card of the board, or a row of its table, says of one ticket."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left

from crm.prepared import Prepared
from crm.recovery.models import Breach, Ticket
from crm.recovery.queries.days import told_in_days
from crm.recovery.queries.filters import Filters

_LETTERS = 120

Rows = QuerySet[Ticket, tuple[Any, ...]]


class Card(NamedTuple):
    """One open ticket as the board and its table show it; `words` are the first of them."""

    pk: int
    customer: str
    words: str
    words_are_theirs: bool
    severity: int
    owner: str | None
    step: str
    due_at: dt.datetime
    started_at: dt.datetime
    next_word_by: dt.datetime | None
    missed_before: bool
    reported_at: dt.datetime
    cause: str | None
    days_only: bool
    told_in_days: bool


def as_cards(tickets: QuerySet[Ticket]) -> Rows:
    """Read of tickets what a card needs, in the order of its fields."""
    missed = Exists(Breach.objects.filter(cycle=OuterRef("present")))
    days = told_in_days(OuterRef("pk"))
    return tickets.annotate(said=Left("words", _LETTERS), missed=missed, days=days).values_list(
        "pk", "customer__name", "said", "words_are_theirs", "severity", "owner__name",
        "present__step", "present__due_at", "present__started_at", "next_word_by", "missed",
        "reported_at", "cause__name", "present__days_only",
        "days",
    )  # fmt: skip


def asked(question: Prepared[..., Any], filters: Filters) -> Callable[..., Any]:
    """Give a prepared question, or the plain one where somebody typed what they look for."""
    return question.build if filters.is_search else question
