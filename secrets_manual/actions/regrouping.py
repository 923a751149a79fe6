"""Promises made on a ticket go along with it: into another one, or to its new owner."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from accounts.models import Person
from secrets_manual.actions.promising import give_to
from secrets_manual.models import Promise
from secrets_manual.queries import OPEN_PROMISE


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


@transaction.atomic
def hand_over_ticket_promises(
    *, person: Person, ticket_id: str, before: Person | int, owner: Person
) -> list[int]:
    """Let whoever takes over a ticket keep what was promised on it; gives which promises.

    Only the open ones of who had the ticket go along. Whoever may hand the ticket on may do it.
    """
    open_ones = Promise.objects.select_for_update(of=("self",)).filter(
        OPEN_PROMISE, ticket_id=ticket_id, owner=before
    )
    rows = list(open_ones.select_related("customer").order_by("pk"))
    for row in rows:
        give_to(row, owner, by=person)
    return [row.pk for row in rows]
