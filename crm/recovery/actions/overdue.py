"""Finding missed deadlines that no rung speaks of, whatever ladder the policy has.

A cycle says itself which deadline is to be judged next, by a partial index: while none has
passed, that is one look. Whom a breach concerns is the ladder's to say; only of a later time that
was missed after the first, which no level speaks of, people are told from here.
"""

import datetime as dt

from django.db import connection, transaction

from crm.journal import actions as journal
from crm.recovery import rules
from crm.recovery.actions.appointments import missed_again, tell_missed_again
from crm.recovery.models import Breach, Cycle

_CLAIM = """
    select c.id from recovery_cycle c join recovery_ticket t on t.id = c.ticket_id
    where c.judge_at is not null and c.judge_at < %s
    order by c.judge_at limit %s for update of t skip locked
"""


def judge_overdue(now: dt.datetime, limit: int) -> int:
    """Record every breach up to `now`; give how many were not on record yet."""
    found = 0
    while True:
        batch = _judge_batch(now, limit)
        if batch is None:
            return found
        found += batch


@transaction.atomic
def _judge_batch(now: dt.datetime, limit: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [now, limit])
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return None
    # Read afresh, now that the tickets are locked: a step may have come before the lock.
    claimed = Cycle.objects.filter(pk__in=ids, judge_at__lt=now)
    rows = claimed.select_related("ticket__customer", "ticket__owner__deputy", "ticket__present")
    cycles = list(rows.prefetch_related("breaches"))
    found = {cycle: _new_breaches(cycle, now) for cycle in cycles}
    breaches = [breach for new in found.values() for breach in new]
    again = [(cycle, first) for cycle in cycles if (first := missed_again(cycle, now))]
    if again:
        tell_missed_again(again, now)
    Breach.objects.bulk_create(breaches, ignore_conflicts=True, batch_size=2000)
    Cycle.objects.filter(pk__in=[cycle.pk for cycle in cycles]).update(judged_at=now)
    entries = [_entry(cycle, new) for cycle, new in found.items() if new]
    entries += [_entry(cycle, [], later_time=cycle.recover_by) for cycle, _first in again]
    journal.record_many(entries)
    return len(breaches)


def _new_breaches(cycle: Cycle, now: dt.datetime) -> list[Breach]:
    """Give the missed deadlines that are not on record; an import's response is not judged."""
    recorded = {breach.clock for breach in cycle.breaches.all()}
    answered = cycle.is_imported or cycle.responded_at is not None
    judged = (
        (rules.RESPOND, cycle.respond_by, answered),
        (rules.RECOVER, cycle.recover_by, cycle.recovered_at is not None),
    )
    return [
        Breach(cycle=cycle, clock=name, breached_at=deadline)
        for name, deadline, done in judged
        if name not in recorded and rules.is_breach(deadline, done=done, now=now)
    ]


def _entry(cycle: Cycle, breaches: list[Breach], **more: object) -> journal.NewEntry:
    return journal.NewEntry(
        kind="recovery.deadline_missed",
        subject_kind="ticket",
        subject_id=cycle.ticket_id,
        customer_id=cycle.ticket.customer_id,
        facts={"cycle": cycle.number, "breached": [breach.clock for breach in breaches], **more},
        audience="managers" if cycle.ticket.hidden_from_id else "readers",
    )
