"""Meetings out of a person's own calendar; nobody else sees them."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import Person
from accounts.queries import customers_readable
from secrets_manual.models import Meeting


def meetings_of(person: Person) -> QuerySet[Meeting]:
    """Give a person's own meetings with customers they may still read."""
    return Meeting.objects.filter(
        person=person, customer__in=customers_readable(person)
    ).select_related("customer", "contact")


def meetings_to_log(
    person: Person, first_at: dt.datetime, last_at: dt.datetime
) -> QuerySet[Meeting]:
    """Give the meetings of a time that are neither logged nor put aside, the first one first."""
    return (
        meetings_of(person)
        .filter(starts_at__gte=first_at, starts_at__lt=last_at)
        .filter(conversation__isnull=True, skipped_at__isnull=True)
        .order_by("starts_at", "id")
    )
