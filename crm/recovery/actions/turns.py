"""What turns a ticket's clocks: reopening starts them anew, an appointment moves one."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Contact, Person
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.recovery import rules
from crm.recovery.actions.acts import (
    course_of,
    locked,
    one_act,
    record_breach,
    refuse_step,
    save_cycle,
    touch,
    write_down,
)
from crm.recovery.actions.cycles import start_cycle
from crm.recovery.actions.secrets import open_secrets
from crm.recovery.actions.sentences import sentence_for
from crm.recovery.actions.telling import tell_opened
from crm.recovery.models import Appointment, Cycle, Rung, RungState, Ticket
from crm.recovery.permissions import may_appoint_again, may_work


def reopen(
    *, person: Person | None, ticket: Ticket, reason: str, contact: Contact | None = None
) -> Ticket:
    """Open a closed ticket again: cycle + 1, both clocks from now, earlier cycles untouched.

    `contact` is who says so where it is none of us.
    """
    with one_act():
        row = locked(person, ticket)
        before = row.cycle
        refuse_step("reopen", course_of(row, person), before)
        if not reason.strip():
            raise RuleBrokenError(
                _("Say why it is open again."), "recovery.reason_needed", field="reason", status=400
            )
        # What was not done when its cycle ended is never climbed in the next one.
        before.rungs.filter(state=RungState.WAITING).update(state=RungState.STALE)
        now = clock.database_now()
        start_cycle(row, number=before.number + 1, started_at=now)
        open_secrets(row)
        touch(row)
        write_down(
            "ticket_reopened",
            row,
            person,
            words={"reason": reason.strip()},
            contact_id=contact.pk if contact and person is None else None,
            reopened_at=now,
        )
        tell_opened(row, by=person)
        return row


def appoint(
    *,
    person: Person | None,
    ticket: Ticket,
    until: dt.datetime,
    words: str,
    contact: Contact | None = None,
    contact_name: str = "",
) -> Ticket:
    """Move the recover clock to the time the customer asked for, in their words.

    Waiting rungs move in proportion; climbed ones and a breach stay. A second appointment of
    a cycle needs a manager, or a director.
    """
    with one_act():
        row = locked(person, ticket, to_work=False)
        cycle = row.cycle
        if person and not (may_work(person, row) or may_appoint_again(person)):
            raise NotAllowedError(_("You may read and comment; service staff take the steps."))
        refuse_step("appoint", course_of(row, person), cycle)
        appointment = Appointment(
            cycle=cycle,
            contact=contact,
            contact_name=(contact.name if contact else contact_name).strip(),
            words=words.strip(),
            before=cycle.recover_by,
            until=until,
            made_by=person,
            made_at=clock.database_now(),
        )
        _move_deadline(cycle, appointment)
        touch(row)
        write_down(
            "appointment_made",
            row,
            person,
            words={"contact": appointment.contact_name, "words": appointment.words},
            contact_id=contact.pk if contact and person is None else None,
            until=until,
            before=appointment.before,
        )
        return row


def _move_deadline(cycle: Cycle, appointment: Appointment) -> None:
    """Save the appointment and turn the clock to it; a breach found on the way stays."""
    until, now = appointment.until, appointment.made_at
    code = rules.appointment_refusal(until, now=now)
    if code:
        raise RuleBrokenError(sentence_for(code, cycle), code, field="until", status=400)
    if rules.is_breach(cycle.recover_by, done=False, now=now):
        record_breach(cycle, rules.RECOVER, cycle.recover_by)
    appointment.full_clean(exclude={"made_by"})  # nobody of us, where they chose it themselves
    appointment.save()
    cycle.recover_by = until
    save_cycle(cycle)
    moved = []
    waiting = cycle.rungs.filter(state=RungState.WAITING)
    for rung, due_at in rules.retimed(waiting, started_at=cycle.started_at, until=until):
        rung.due_at = due_at
        moved.append(rung)
    Rung.objects.bulk_update(moved, ["due_at"])
