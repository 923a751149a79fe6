"""Accepting a customer: the stewardship, and on its day what the giver still had in hand there."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from accounts.actions import accept_offer
from accounts.models import HandOver, Person
from accounts.queries import steward_of
from crm import clock
from crm.home.actions.movers import MOVERS
from crm.journal import actions as journal
from crm.journal.queries import entries_about

_MOVED = "accounts.hand_over_work_moved"
#: So long after its day the work of a hand-over is looked for, should nothing have run on it.
_LATE = dt.timedelta(days=30)


@transaction.atomic
def accept_hand_over(*, person: Person, hand_over_id: int) -> dict[str, int]:
    """Take a customer over, with the giver's open tickets, promises and deals there.

    From a later day on, the work stays with who looks after the customer until then.
    """
    row = accept_offer(person=person, hand_over_id=hand_over_id)
    return {} if row.giver is None or row.from_on > clock.today() else _move(row, row.giver)


def move_work_of_the_day() -> int:
    """Move the open work of the customers whose day has come; gives of how many hand-overs."""
    today = clock.today()
    come = HandOver.objects.filter(
        state=HandOver.State.ACCEPTED,
        giver__isnull=False,
        from_on__range=(today - _LATE, today),
        answered_at__date__lt=F("from_on"),
    )
    return sum(_move_once(pk) for pk in come.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _move_once(pk: int) -> bool:
    rows = HandOver.objects.select_for_update(of=("self",)).filter(pk=pk)
    row = rows.select_related("giver", "receiver", "customer").get()
    done = entries_about("hand_over", pk).filter(kind=_MOVED).exists()
    if done or row.giver is None or steward_of(row.customer) != row.receiver:
        return False
    moved = _move(row, row.giver)
    journal.record(
        _MOVED,
        person=row.receiver,
        subject_kind="hand_over",
        subject_id=row.pk,
        customer_id=row.customer_id,
        facts={"moved": moved},
    )
    return True


def _move(row: HandOver, giver: Person) -> dict[str, int]:
    moved = {}
    for mover in MOVERS:
        if mover.customer_path:
            theirs = mover.in_hand(giver).filter(**{mover.customer_path: row.customer_id})
            moved[mover.key] = mover.move(row.receiver, theirs, giver, row.receiver)
    return moved
