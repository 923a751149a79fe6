"""Work around a ticket that takes no step: comments, owner, cause, lesson."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import NotAllowedError, RuleBrokenError
from crm.recovery.actions.acts import find_visible, locked, one_act, save_cycle, touch, write_down
from crm.recovery.actions.telling import tell_owner
from crm.recovery.models import Cause, Comment, Ticket
from crm.recovery.permissions import TICKET_ROLES, may_comment, may_hand_on


def comment(*, person: Person, ticket: Ticket, words: str) -> Comment:
    """Leave a remark for colleagues on a ticket one may read."""
    with one_act():
        find_visible(person, ticket)
        if not may_comment(person):
            raise NotAllowedError(_("You may not comment on tickets."))
        remark = Comment(ticket=ticket, person=person, words=words.strip())
        remark.full_clean()
        remark.save()
        write_down("ticket_commented", ticket, person, words={"words": remark.words})
        return remark


def assign_owner(*, person: Person | None, ticket: Ticket, owner: Person | None) -> Ticket:
    """Hand the ticket to somebody; later rungs tell them instead. None frees it."""
    with one_act():
        row = locked(person, ticket, to_work=False)
        if person and not may_hand_on(person, row):
            raise NotAllowedError(_("Service staff, leads and managers hand tickets on."))
        if owner is not None and (
            not owner.is_active
            or not owner.has_role(*TICKET_ROLES)
            or owner.pk == row.hidden_from_id
        ):
            raise RuleBrokenError(
                _("%(name)s cannot look after this ticket.") % {"name": owner.name},
                "recovery.owner_impossible",
                field="owner",
                status=400,
            )
        if row.owner_id == (owner.pk if owner else None):
            return row
        before = row.owner_id
        touch(row, owner=owner)
        write_down("owner_assigned", row, person, owner=owner.pk if owner else None, before=before)
        tell_owner(row, by=person)
        return row


def set_cause(*, person: Person | None, ticket: Ticket, cause: Cause | None) -> Ticket:
    """Say why it happened, from the list."""
    with one_act():
        row = locked(person, ticket)
        before = row.cause_id
        touch(row, cause=cause)
        write_down("cause_set", row, person, cause=cause.pk if cause else None, before=before)
        return row


def learn_lesson(
    *, person: Person | None, ticket: Ticket, change: str, owner: Person, by_on: dt.date
) -> Ticket:
    """Write down what we change so that it does not happen again, who does it, and by when."""
    with one_act():
        row = locked(person, ticket)
        cycle = row.cycle
        written = (cycle.lesson_change, cycle.lesson_owner_id, cycle.lesson_by_on)
        if written != (change.strip(), owner.pk, by_on):
            # Another lesson, owner or day: nobody has done it, nor been reminded of it.
            cycle.lesson_done_at = cycle.lesson_done_by = None
            cycle.lesson_reminded = 0
        cycle.lesson_change, cycle.lesson_owner = change.strip(), owner
        cycle.lesson_by_on = by_on
        save_cycle(cycle)
        touch(row)
        write_down(
            "lesson_learnt",
            row,
            person,
            words={"change": cycle.lesson_change},
            owner=owner.pk,
            by_on=by_on,
        )
        return row
