"""The promise of a lasting fix: kept by the fix that is it, and reminded of where it is hidden.

On a ticket born of a card no promise stands in the manual, where the person it is hidden from
might read it. The reminder is written here instead.
"""

import datetime as dt

from django.db.models import Q

from accounts.models import Person
from crm import clock
from crm.notices.models import Notice
from crm.recovery.actions.telling import tell_of
from crm.recovery.models import State, Ticket
from crm.recovery.queries import Audiences
from secrets_manual import actions as manual

#: What is a week late is on every list; another reminder would not help it.
NOT_AFTER = dt.timedelta(days=7)


def keep_fix_promise(ticket: Ticket, person: Person | None) -> None:
    """Mark the promise of the lasting fix kept when that fix was done, whoever recorded it."""
    cycle = ticket.cycle
    if cycle.fix_promised_at is None or cycle.fixed_at is None:
        return
    manual.keep_promise_of_ticket(
        person=person,
        ticket_id=str(ticket.pk),
        promised_for=cycle.fix_promised_at,
        kept_at=cycle.fixed_at,
    )


def remind_of_hidden_fixes(*, now: dt.datetime | None = None) -> int:
    """Remind of a lasting fix that is due on a ticket born of a card, once; gives the tickets."""
    at = now or clock.database_now()
    owed = Q(present__fixed_at__isnull=True) | Q(present__fix_still_owed=True)
    due = Ticket.objects.filter(
        owed,
        hidden_from__isnull=False,
        present__fix_promised_at__lte=at,
        present__fix_promised_at__gt=at - NOT_AFTER,
    ).exclude(present__state=State.LOST)
    reminded = 0
    for ticket in due.select_related("present", "owner__deputy", "customer")[:200]:
        once = f"fix:{ticket.cycle.fix_promised_at:%Y%m%d%H%M%S}"
        key = f"recovery:{ticket.pk}:{ticket.cycle.number}:{once}"
        if Notice.objects.filter(once_key=key).exists():
            continue
        tell_of("fix_due", ticket, Audiences(at).owner_or_leads(ticket), once=once)
        reminded += 1
    return reminded
