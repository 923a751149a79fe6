"""What the board and its table may be narrowed to."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from crm.recovery.models import Breach, Severity, Step, Ticket
from crm.recovery.queries.seen import tickets_visible_to

SOON = dt.timedelta(hours=4)
STEPS = (Step.RESPOND, Step.FIX, Step.SURPRISE, Step.RECOVER)


@dataclass(frozen=True)
class Filters:
    """What of the open tickets is shown; the address of the page says the same.

    `time` is "soon" (under four hours), "late" (breached) or ""; `word` asks for those whose
    customers were promised to hear from us again.
    """

    mine: bool = False
    unowned: bool = False
    severity: int | None = None
    owner: int | None = None
    cause: int | None = None
    uncaused: bool = False
    customer: str = ""
    step: str = ""
    time: str = ""
    repeat: bool = False
    word: bool = False
    words: str = ""

    @property
    def is_search(self) -> bool:
        """Whether somebody typed what they look for; such a question is worded each time."""
        return bool(self.words or self.customer)


def open_tickets(person: Person, filters: Filters, now: dt.datetime) -> QuerySet[Ticket]:
    """Give the open tickets a person sees, as filtered."""
    return tickets_visible_to(person).filter(
        narrowed(person, filters, now),
        present__recovered_at__isnull=True,
        present__lost_at__isnull=True,
        present__merged_at__isnull=True,
    )


def narrowed(person: Person, filters: Filters, now: dt.datetime) -> Q:
    """Give the condition that the filters come to."""
    parts = {
        "owner": filters.owner,
        "severity": filters.severity if filters.severity in Severity.values else None,
        "cause": filters.cause,
        "present__step": filters.step if filters.step in STEPS else None,
        "customer__name__holds": filters.customer,
    }
    found = Q(**{name: value for name, value in parts.items() if value})
    if filters.mine:
        found &= Q(owner=person)
    if filters.unowned:
        found &= Q(owner__isnull=True)
    if filters.uncaused:
        found &= Q(cause__isnull=True)
    if filters.repeat:
        found &= repeats(person)
    if filters.word:
        found &= Q(next_word_by__isnull=False)
    if filters.time:
        found &= is_late(now) if filters.time == "late" else is_soon(now)
    return found & _said(filters.words) if filters.words else found


def is_late(now: dt.datetime) -> Q:
    """Its present deadline is over, or an earlier one of this cycle was missed."""
    missed = Exists(Breach.objects.filter(cycle=OuterRef("present")))
    return Q(present__due_at__lt=now, present__days_only=False) | Q(missed)


def is_soon(now: dt.datetime) -> Q:
    """Less than four hours are left."""
    return Q(present__due_at__gte=now, present__due_at__lt=now + SOON, present__days_only=False)


def repeats(person: Person) -> Q:
    """It repeats a mishap that the reader may know of."""
    return Q(repeat_of__isnull=False) & (
        Q(repeat_of__hidden_from__isnull=True) | ~Q(repeat_of__hidden_from=person)
    )


def _said(words: str) -> Q:
    said = Q(customer__name__holds=words) | Q(words__holds=words)
    number = words.removeprefix("#")
    return said | Q(pk=int(number)) if number.isascii() and _is_number(number) else said


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 19
