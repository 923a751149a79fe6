"""Accepting a customer: the stewardship, and what the giver still had in hand there."""

from django.db import transaction

from accounts.actions import accept_offer
from accounts.models import HandOver, Person
from crm.home.actions.movers import MOVERS


@transaction.atomic
def accept_hand_over(*, person: Person, hand_over_id: int) -> dict[str, int]:
    """Take a customer over, with the giver's open tickets, promises and deals there."""
    row = accept_offer(person=person, hand_over_id=hand_over_id)
    return {} if row.giver is None else _move(row, row.giver)


def _move(row: HandOver, giver: Person) -> dict[str, int]:
    moved = {}
    for mover in MOVERS:
        if mover.customer_path:
            theirs = mover.in_hand(giver).filter(**{mover.customer_path: row.customer_id})
            moved[mover.key] = mover.move(row.receiver, theirs, giver, row.receiver)
    return moved
