"""What waits for "is it still true?", and for the customer's own word."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import Person
from crm import clock
from secrets_manual.models import Secret
from secrets_manual.queries.visible import kept_of_my_manuals, unconfirmed_visible

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
