"""Carrying a lesson out, and reminding of it: the owner in time, the service lead when late."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import service_leads, stand_in_for
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.notices import actions as notices
from crm.recovery.actions.acts import one_act, save_cycle, touch, write_down
from crm.recovery.models import Cycle, Ticket
from crm.recovery.permissions import may_finish_lesson
from crm.recovery.queries import lessons_due, lessons_visible_to

LESSONS_URL = "/recovery/lessons/"
BATCH = 500
DUE, LATE = 1, 2
#: What has been late for a month is on the page; a first reminder now would not help it.
NOT_AFTER = dt.timedelta(days=30)


def finish_lesson(*, person: Person, cycle: Cycle) -> Cycle:
    """Say that what a lesson asked for is done; the first who says so stands."""
    with one_act():
        row, ticket = _locked(person, cycle)
        if row.lesson_done_at is not None:
            return row
        row.lesson_done_at, row.lesson_done_by = clock.database_now(), person
        _save(row, ticket, person, "lesson_done")
        return row


def reopen_lesson(*, person: Person, cycle: Cycle) -> Cycle:
    """Take the mark back: it is not done after all."""
    with one_act():
        row, ticket = _locked(person, cycle)
        if row.lesson_done_at is None:
            return row
        row.lesson_done_at = row.lesson_done_by = None
        _save(row, ticket, person, "lesson_not_done")
        return row


def _locked(person: Person, cycle: Cycle) -> tuple[Cycle, Ticket]:
    if not lessons_visible_to(person).filter(pk=cycle.pk).exists():
        raise NotVisibleError(_("There is no such lesson."))
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=cycle.ticket_id)
    row = Cycle.objects.select_related("lesson_owner").get(pk=cycle.pk)
    if row.lesson_by_on is None:
        raise RuleBrokenError(_("Nothing was learnt here yet."), "recovery.no_lesson")
    if not may_finish_lesson(person, row):
        raise NotAllowedError(
            _("Whoever carries it out says so, or service staff, a lead, a manager or a director.")
        )
    return row, ticket


def _save(row: Cycle, ticket: Ticket, person: Person, kind: str) -> None:
    save_cycle(row)
    touch(ticket)
    write_down(kind, ticket, person, words={"change": row.lesson_change}, owner=row.lesson_owner_id)


@transaction.atomic
def remind_of_lessons() -> int:
    """Remind of lessons that are due or late; gives the notices written. Each is sent once."""
    today, now = clock.today(), clock.database_now()
    rows = list(
        lessons_due(today, not_before=today - NOT_AFTER)
        .select_for_update(skip_locked=True, of=("self",))
        .exclude(lesson_reminded=DUE, lesson_by_on=today)
        .select_related("ticket__customer", "lesson_owner__deputy")[:BATCH]
    )
    leads = list(service_leads().select_related("deputy"))
    written = sum(_remind(row, leads, today, now) for row in rows)
    Cycle.objects.bulk_update(rows, ["lesson_reminded"])
    return written


def _remind(cycle: Cycle, leads: list[Person], today: dt.date, now: dt.datetime) -> int:
    owner, by_on, ticket = cycle.lesson_owner, cycle.lesson_by_on, cycle.ticket
    if owner is None or by_on is None:
        return 0
    is_late = by_on < today
    cycle.lesson_reminded = LATE if is_late else DUE
    meant = [owner, *leads] if is_late else [owner]
    people = {one.pk: one for one in (stand_in_for(person, now) for person in meant)}
    people.pop(ticket.hidden_from_id or 0, None)
    subject = (
        _("Carry out the lesson of OOPS %(number)s: it is late")
        if is_late
        else _("Carry out the lesson of OOPS %(number)s: it is due today")
    )
    body = _("%(change)s\nCarried out by %(owner)s, promised for %(day)s.")
    return notices.tell(
        people=people.values(),
        once_key=f"recovery:lesson:{cycle.lesson_reminded}:{cycle.pk}:{owner.pk}:{by_on}",
        subject=subject % {"number": ticket.pk},
        body=body % {"change": cycle.lesson_change, "owner": owner.name, "day": by_on},
        url=LESSONS_URL,
        about_kind="ticket",
        about_id=str(ticket.pk),
        customer_id=ticket.customer_id,
    )
