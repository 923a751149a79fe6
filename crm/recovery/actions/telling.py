"""Telling people of a ticket when something happens to it: a new owner, a repeated mishap."""

import datetime as dt

from accounts.models import Person
from accounts.queries import stand_in_for
from crm import clock
from crm.notices import actions as notices
from crm.recovery.actions.letters import letter, ticket_url
from crm.recovery.models import Ticket
from crm.recovery.queries import Audiences


def tell_opened(ticket: Ticket, *, by: Person | None) -> None:
    """Tell the owner, and of a repeated mishap the service leads at once."""
    tell_owner(ticket, by=by)
    if ticket.repeat_of_id and ticket.cycle.number == 1:
        _tell_repeat(ticket)


def _tell_repeat(ticket: Ticket) -> None:
    """Tell who is in charge at once; at night who is on call, and the others in the morning."""
    audiences = Audiences(clock.now())
    on_call = audiences.on_call(ticket)
    woken = {person.pk for person in on_call}
    rest_until = audiences.watch.rest_until if on_call else None
    asleep = [one for one in audiences.in_charge(ticket) if one.pk not in woken]
    _tell("repeat", ticket, on_call, must_tell=True)
    _tell("repeat", ticket, asleep, must_tell=True, not_before=rest_until)


def tell_owner(ticket: Ticket, *, by: Person | None) -> None:
    """Tell a new owner (or the deputy of one who is away), unless they took it themselves."""
    if ticket.owner is None or (by is not None and by.pk == ticket.owner.pk):
        return
    one = stand_in_for(ticket.owner, clock.now())
    if one.pk != ticket.hidden_from_id:
        _tell("owner", ticket, [one], once=f"owner:{ticket.owner.pk}:{ticket.version}")


def tell_of(
    name: str,
    ticket: Ticket,
    people: list[Person],
    *,
    once: str,
    said: str = "",
    is_for_few: bool = False,
    must_tell: bool | None = None,
    due_at: dt.datetime | None = None,
) -> None:
    """Write people the letter of this name about a ticket, once for each `once`.

    `said` are the words that are the news, `due_at` a time of its own. What `is_for_few`
    reaches no room that others read, and must be told unless `must_tell` says otherwise.
    """
    _tell(
        name,
        ticket,
        people,
        once=once,
        said=said,
        must_tell=is_for_few if must_tell is None else must_tell,
        is_for_few=is_for_few,
        due_at=due_at,
    )


def _tell(
    name: str,
    ticket: Ticket,
    people: list[Person],
    *,
    once: str = "",
    must_tell: bool = False,
    not_before: dt.datetime | None = None,
    said: str = "",
    is_for_few: bool = False,
    due_at: dt.datetime | None = None,
) -> None:
    key = f"recovery:{ticket.pk}:{ticket.cycle.number}:{once or name}"
    written = [
        (person, letter(name, ticket, person, said=said, due_at=due_at)) for person in people
    ]
    notices.tell_many(
        notices.NewNotice(
            person=person,
            once_key=key,
            subject=text.subject,
            body=text.body,
            url=ticket_url(ticket),
            about_kind="ticket",
            about_id=str(ticket.pk),
            customer_id=ticket.customer_id,
            must_tell=must_tell,
            event=name,
            is_private=is_for_few or ticket.hidden_from_id is not None,
            not_before=not_before,
        )
        for person, text in written
    )
