"""What customers say about their own mishap: it is fixed, not yet, later, thank you.

Whoever looks after it is told at once; what they wrote stands in the conversation of the ticket.
"""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Contact
from crm import clock
from crm.errors import RuleBrokenError
from crm.recovery.actions.acts import locked, one_act, save_cycle, touch, write_down
from crm.recovery.actions.reporting import form_identifier
from crm.recovery.actions.sentences import moment
from crm.recovery.actions.telling import tell_of
from crm.recovery.actions.turns import appoint, reopen
from crm.recovery.models import CameBy, Cycle, Direction, MadeBy, Message, Place, State, Ticket
from crm.recovery.queries import Audiences

LATEST = dt.timedelta(days=92)


def confirm_fix(*, contact: Contact, ticket: Ticket, words: str = "", once: str) -> Ticket:
    """Note that the customer says it is right; the ticket is closed by one of us, not by this."""
    with one_act():
        row = locked(None, ticket)
        row.cycle.confirmed_at = clock.database_now()
        save_cycle(row.cycle)
        _heard("fix_confirmed", row, contact, words, once)
        return row


def refuse_fix(*, contact: Contact, ticket: Ticket, words: str, once: str) -> Ticket:
    """Note that the customer says it is not right yet, and why.

    What was closed is open again, as a new cycle. Of an open one the recorded fix (and a
    workaround) is taken back: it waits for a fix again, and cannot be closed without one.
    """
    with one_act():
        row = locked(None, ticket)
        if row.cycle.state == State.OPEN:
            _take_back(row.cycle, words)
            _heard("fix_refused", row, contact, words, once)
        else:
            row = reopen(person=None, ticket=row, reason=words, contact=contact)
            _heard("fix_refused", row, contact, words, once)
        return row


def _take_back(cycle: Cycle, words: str) -> None:
    cycle.confirmed_at = None
    if cycle.fixed_at is not None or cycle.worked_around_at is not None:
        cycle.fix_refused_at, cycle.refusal_words = clock.database_now(), words
        cycle.fixed_at = cycle.fixed_by = None
        cycle.worked_around_at = cycle.worked_around_by = cycle.fix_promised_at = None
        cycle.fix_words = cycle.workaround_words = cycle.done_words = ""
        cycle.promised_words, cycle.fix_still_owed = "", False
    save_cycle(cycle)


def choose_time(
    *, contact: Contact, ticket: Ticket, until: dt.datetime, words: str, once: str
) -> bool:
    """Move the time to recover by to when it suits the customer; gives whether it is moved.

    A second time in one cycle is a decision of ours: then the wish is passed on.
    RuleBrokenError (field "until") for a time before the one we promised, or very far away.
    """
    with one_act():
        row = locked(None, ticket)
        cycle = row.cycle
        if cycle.state != State.OPEN:
            raise RuleBrokenError(_("This ticket is closed."), "recovery.already_closed")
        if until <= max(cycle.recover_by, clock.database_now()):
            raise RuleBrokenError(
                _("It is promised for %(at)s already: choose a time after that.")
                % {"at": moment(cycle.recover_by)},
                "recovery.before_promised",
                field="until",
                status=400,
            )
        if until > clock.database_now() + LATEST:
            raise RuleBrokenError(
                _("Choose a time within three months."),
                "recovery.too_far",
                field="until",
                status=400,
            )
        is_first = not cycle.appointments.exists()
        if is_first:
            row = appoint(person=None, ticket=row, until=until, words=words, contact=contact)
        _heard("later_time_chosen" if is_first else "later_time_wished", row, contact, words, once)
        return is_first


def thank(*, contact: Contact, ticket: Ticket, words: str, once: str) -> Ticket:
    """Pass on the customer's thanks."""
    with one_act():
        row = locked(None, ticket)
        _heard("customer_thanked", row, contact, words, once)
        return row


def _heard(kind: str, row: Ticket, contact: Contact, words: str, once: str) -> None:
    """Keep their words in the conversation, write it down, and tell who looks after it."""
    if words:
        message = Message(
            ticket=row,
            direction=Direction.IN,
            place=Place.JOINED,
            made_by=MadeBy.PERSON,
            came_by=CameBy.FORM,
            message_id=form_identifier(once),
            from_name=contact.name,
            from_address=contact.email,
            contact=contact,
            words=words,
            received_at=clock.database_now(),
        )
        message.full_clean()
        message.save()
    touch(row)
    write_down(kind, row, None, contact_id=contact.pk, words={"words": words})
    people = Audiences(clock.now()).owner_or_leads(row)
    tell_of(kind, row, people, once=f"{kind}:{once}", said=words)
