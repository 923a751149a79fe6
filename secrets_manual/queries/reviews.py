"""What waits for "is it still true?", and for the customer's own word."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Person
from crm import clock
from crm.prepared import prepared
from secrets_manual.models import Secret
from secrets_manual.queries.visible import kept_of_my_manuals, unconfirmed_visible

SHOWN = 25
REVIEW_WITHIN = dt.timedelta(days=14)


def reviews_due(person: Person) -> QuerySet[Secret]:
    """Give the kept secrets of manuals the person writes whose review is due within 14 days."""
    return (
        kept_of_my_manuals(person)
        .filter(review_on__lte=clock.today() + REVIEW_WITHIN, ask_since_on__isnull=True)
        .order_by("review_on", "id")
    )


def questions_to_ask(person: Person) -> QuerySet[Secret]:
    """Give the secrets of which somebody wants to ask whether they are still true."""
    kept = kept_of_my_manuals(person)
    return kept.filter(ask_since_on__isnull=False).order_by("ask_since_on", "id")


def waiting_for_their_word(person: Person) -> QuerySet[Secret]:
    """Give the person's drafts and hearsay, the soonest to end first."""
    return unconfirmed_visible(person).order_by("draft_until", "confirm_until", "id")


@prepared
def _first_due(person: Person) -> QuerySet[Secret]:
    return reviews_due(person)[: SHOWN + 1]


@prepared
def _first_to_ask(person: Person) -> QuerySet[Secret]:
    return questions_to_ask(person)[: SHOWN + 1]


@prepared
def _first_waiting(person: Person) -> QuerySet[Secret]:
    return waiting_for_their_word(person)[: SHOWN + 1]


@dataclass(frozen=True)
class Queue:
    """The first few of each sort; `more` names the sorts of which there are others."""

    due: list[Secret]
    asked: list[Secret]
    waiting: list[Secret]
    more: frozenset[str]


def queue_of(person: Person) -> Queue:
    """Give the first of what waits for a person; those who show it record the reading."""
    found = {
        "due": _first_due(person),
        "asked": _first_to_ask(person),
        "waiting": _first_waiting(person),
    }
    more = frozenset(sort for sort, rows in found.items() if len(rows) > SHOWN)
    return Queue(**{sort: rows[:SHOWN] for sort, rows in found.items()}, more=more)
