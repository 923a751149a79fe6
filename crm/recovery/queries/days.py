"""Whether a file told the report of a ticket by the day only."""

from django.db.models import Exists, OuterRef

from crm.recovery.models import Cycle


def told_in_days(ticket: OuterRef) -> Exists:
    """Say it of a ticket, whatever its clocks know since it was opened again."""
    return Exists(Cycle.objects.filter(ticket=ticket, number=1, days_only=True))
