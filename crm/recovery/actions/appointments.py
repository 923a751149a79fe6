"""A later time that the customer chose and we let pass: told anew, as no level is left to say it.

Levels climb once. Where the first deadline was missed already, its levels have spoken, and the
time promised in its place would pass in silence.
"""

import datetime as dt
from collections.abc import Iterable

from accounts.models import Person
from crm.notices import actions as notices
from crm.recovery import rules
from crm.recovery.actions.letters import letter, ticket_url
from crm.recovery.models import Breach, Cycle, RungState
from crm.recovery.queries import Audiences


def missed_again(cycle: Cycle, now: dt.datetime) -> Breach | None:
    """Give the breach of an earlier deadline where a later one has passed too, not judged yet."""
    if cycle.recovered_at or cycle.is_imported or cycle.recover_by >= now:
        return None
    if cycle.judged_at is not None and cycle.judged_at > cycle.recover_by:
        return None
    earlier = (one for one in cycle.breaches.all() if one.clock == rules.RECOVER)
    return next((one for one in earlier if one.breached_at < cycle.recover_by), None)


def tell_missed_again(missed: Iterable[tuple[Cycle, Breach]], now: dt.datetime) -> None:
    """Tell whom the levels told that spoke of the first deadline, or of what came after it.

    At night who is on call is woken, and the others read it in the morning.
    """
    audiences = Audiences(now)
    notices.tell_many(
        notice for cycle, breach in missed for notice in _notices(cycle, breach, audiences)
    )


def _notices(cycle: Cycle, breach: Breach, audiences: Audiences) -> list[notices.NewNotice]:
    ticket = cycle.ticket
    on_call = audiences.on_call(ticket)
    woken = {person.pk for person in on_call}
    rest_until = audiences.watch.rest_until if on_call else None
    people = {one.pk: one for one in [*_meant(cycle, breach, audiences), *on_call]}
    written = [
        (one, letter("later_time_missed", ticket, one, on_call=one.pk in woken))
        for one in people.values()
    ]
    return [
        notices.NewNotice(
            person=person,
            once_key=f"recovery:{ticket.pk}:{cycle.number}:missed:{cycle.recover_by:%Y%m%dT%H%M%S%f}",
            subject=text.subject,
            body=text.body,
            url=ticket_url(ticket),
            about_kind="ticket",
            about_id=str(ticket.pk),
            customer_id=ticket.customer_id,
            must_tell=True,
            event="later_time_missed",
            is_private=ticket.hidden_from_id is not None,
            not_before=None if person.pk in woken else rest_until,
        )
        for person, text in written
    ]


def _meant(cycle: Cycle, breach: Breach, audiences: Audiences) -> list[Person]:
    spoke = cycle.rungs.filter(
        clock=rules.RECOVER, state=RungState.CLIMBED, due_at__gte=breach.breached_at
    )
    told = [one for rung in spoke for one in audiences.told_by(rung, cycle.ticket)]
    if any(person.email for person in told):
        return told
    return [*told, *audiences.owner_or_leads(cycle.ticket), *audiences.in_charge(cycle.ticket)]
