"""Work around a ticket that takes no step: comments, owner, cause, lesson."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.recovery.actions.acts import locked, one_act, save_cycle, touch, write_down
from crm.recovery.actions.telling import tell_of, tell_owner
from crm.recovery.models import Cause, PassOn, Ticket
from crm.recovery.permissions import TICKET_ROLES, may_hand_on
from crm.recovery.queries import Audiences


def assign_owner(
    *,
    person: Person | None,
    ticket: Ticket,
    owner: Person | None,
    why: str = "",
    quietly: bool = False,
) -> Ticket:
    """Hand the ticket to somebody; later rungs tell them instead. None frees it.

    It does not go straight back to who passed it on, unless they take it themselves or who
    answers for others says so. `why` is the rule's sentence, where it chose; `quietly` leaves it
    to the caller to tell the new owner, of many tickets at once.
    """
    with one_act():
        row = locked(person, ticket, to_work=False)
        if person and not may_hand_on(person, row):
            raise NotAllowedError(_("Service staff, leads and managers hand tickets on."))
        _refuse_impossible(row, owner)
        if row.owner_id == (owner.pk if owner else None):
            return row
        _refuse_straight_back(row, person, owner)
        before, now = row.owner_id, clock.database_now()
        taken = now if owner is not None and owner == person else None
        touch(row, owner=owner, assigned_at=now if owner else None, accepted_at=taken)
        write_down(
            "owner_assigned",
            row,
            person,
            words={"why": why},
            owner=owner.pk if owner else None,
            before=before,
        )
        if not quietly:
            tell_owner(row, by=person)
        return row


def _refuse_impossible(row: Ticket, owner: Person | None) -> None:
    """Refuse an owner who is gone, has nothing to do with tickets, or must not know of this one."""
    if owner is not None and (
        not owner.is_active or not owner.has_role(*TICKET_ROLES) or owner.pk == row.hidden_from_id
    ):
        raise RuleBrokenError(
            _("%(name)s cannot look after this ticket.") % {"name": owner.name},
            "recovery.owner_impossible",
            field="owner",
            status=400,
        )


def _refuse_straight_back(row: Ticket, person: Person | None, owner: Person | None) -> None:
    """Refuse to give a ticket back to who passed it on last."""
    last = PassOn.objects.filter(cycle=row.cycle).order_by("-passed_at", "-id").first()
    if last is None or owner is None or last.person_id != owner.pk:
        return
    if person is not None and (person == owner or person.has_role("lead", "manager", "director")):
        return
    raise RuleBrokenError(
        _("%(name)s handed it on: “%(reason)s” Choose somebody else.")
        % {"name": owner.name, "reason": last.reason},
        "recovery.passed_on_before",
        field="owner",
        status=400,
    )


def set_cause(
    *, person: Person | None, ticket: Ticket, cause: Cause | None, words: str = ""
) -> Ticket:
    """Say why it happened: from the list, or in own words, which whoever keeps the list hears.

    Words that name a cause of the list are that cause.
    """
    with one_act():
        row = locked(person, ticket)
        before, said = row.cause_id, " ".join(words.split())
        if cause is None and said:
            cause = Cause.objects.filter(name__iexact=said, is_active=True).first()
        touch(row, cause=cause, cause_words="" if cause else said)
        write_down(
            "cause_set",
            row,
            person,
            words={"words": row.cause_words},
            cause=cause.pk if cause else None,
            before=before,
        )
        if row.cause_words and not _is_said_before(row):
            people = Audiences(clock.now()).in_charge(row)
            tell_of("cause_said", row, people, once=f"cause:{row.version}", said=row.cause_words)
        return row


def _is_said_before(row: Ticket) -> bool:
    """Say whether the same words wait for a cause on another ticket: they were told of then."""
    same = Ticket.objects.filter(cause__isnull=True, cause_words__iexact=row.cause_words)
    return same.exclude(pk=row.pk).exists()


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
