"""Promises made on a ticket that became part of another one go along with it."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from secrets_manual.models import Promise


@transaction.atomic
def move_ticket_promises(
    *, from_ticket: str, to_ticket: str, only: Collection[int] | None = None
) -> list[int]:
    """Let promises of one ticket be of another; gives which. The ticket's journal says so."""
    rows = Promise.objects.select_for_update().filter(ticket_id=from_ticket)
    if only is not None:
        rows = rows.filter(pk__in=only)
    moved = list(rows.order_by("pk").values_list("pk", flat=True))
    Promise.objects.filter(pk__in=moved).update(ticket_id=to_ticket, version=F("version") + 1)
    return moved
