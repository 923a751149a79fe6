"""The steps of a ticket: respond, fix, surprise, recover; each once per cycle, by whom and when."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import RuleBrokenError
from crm.recovery import rules
from crm.recovery.actions.acts import (
    course_of,
    locked,
    one_act,
    record_breach,
    refuse_step,
    save_cycle,
    spare,
    time_of,
    touch,
    write_down,
)
from crm.recovery.actions.fix_promises import keep_fix_promise
from crm.recovery.actions.secrets import (
    check_surprise,
    close_secrets,
    promise_fix,
    use_secret,
    write_gift,
)
from crm.recovery.actions.telling_plans import end_plan
from crm.recovery.models import Cycle, RungState, Ticket
from secrets_manual.models import Reception


def respond(
    *,
    person: Person | None,
    ticket: Ticket,
    how: str,
    words: str,
    at: dt.datetime | None = None,
) -> Ticket:
    """Record that a human reached the customer, how, and what was said."""
    with one_act():
        row = locked(person, ticket)
        cycle = row.cycle
        refuse_step("respond", course_of(row, person), cycle)
        cycle.responded_at = time_of(at, cycle)
        cycle.responded_by = person
        cycle.response_how, cycle.response_words = how, words.strip()
        save_cycle(cycle)
        _judge(row, rules.RESPOND, cycle.respond_by, cycle.responded_at)
        spare(cycle, rules.RESPOND)
        if row.owner_id is None and person is not None:
            # Whoever reaches the customer first is the one the customer will ask for.
            taken_at = clock.database_now()
            touch(row, owner=person, assigned_at=taken_at, accepted_at=taken_at)
        else:
            touch(row)
        write_down(
            "ticket_answered",
            row,
            person,
            words={"words": cycle.response_words},
            how=how,
            done_at=cycle.responded_at,
        )
        return row


def work_around(
    *,
    person: Person | None,
    ticket: Ticket,
    words: str,
    at: dt.datetime | None = None,
    promised_at: dt.datetime | None = None,
    promised_words: str = "",
) -> Ticket:
    """Record that it works again; with a promised time for the lasting fix it stands for it.

    `promised_words` say what that fix will be; the promise bears them, never the workaround's.
    """
    with one_act():
        row = locked(person, ticket)
        cycle = row.cycle
        refuse_step("workaround", course_of(row, person), cycle)
        if promised_at is not None and promised_at <= clock.database_now():
            raise RuleBrokenError(
                _("Promise the lasting fix for a time that is still to come."),
                "recovery.promise_in_past",
                field="promised_at",
                status=400,
            )
        cycle.worked_around_at = time_of(at, cycle)
        cycle.worked_around_by = person
        cycle.workaround_words, cycle.fix_promised_at = words.strip(), promised_at
        cycle.promised_words = promised_words.strip()
        save_cycle(cycle)
        touch(row)
        if promised_at is not None:
            promise_fix(row, person, promised_at)
        write_down(
            "ticket_worked_around",
            row,
            person,
            words={"words": cycle.workaround_words, "promised": cycle.promised_words},
            done_at=cycle.worked_around_at,
            promised_at=promised_at,
        )
        return row


def fix(
    *,
    person: Person | None,
    ticket: Ticket,
    words: str,
    at: dt.datetime | None = None,
    is_lasting: bool = False,
) -> Ticket:
    """Record what was done; only one that `is_lasting` keeps the promise of a lasting fix."""
    with one_act():
        row = locked(person, ticket)
        cycle = row.cycle
        refuse_step("fix", course_of(row, person), cycle)
        cycle.fixed_at = time_of(at, cycle)
        cycle.fixed_by = person
        cycle.fix_words = words.strip()
        cycle.fix_still_owed = cycle.fix_promised_at is not None and not is_lasting
        save_cycle(cycle)
        if is_lasting:
            keep_fix_promise(row, person)
        touch(row)
        write_down(
            "ticket_fixed",
            row,
            person,
            words={"words": cycle.fix_words},
            done_at=cycle.fixed_at,
            still_owed=cycle.fix_still_owed,
        )
        return row


def surprise(
    *,
    person: Person | None,
    ticket: Ticket,
    words: str,
    at: dt.datetime | None = None,
    secret_id: int | None = None,
    cost_minor: int = 0,
    reception: str = Reception.UNKNOWN,
) -> Ticket:
    """Record what we did to show that we listened, from which secret, and how it landed.

    Words that stay in the manual, as the use of a secret, pass its gate before anything else.
    """
    if secret_id is not None or cost_minor:
        check_surprise(words, person)
    with one_act():
        row = locked(person, ticket)
        cycle = row.cycle
        refuse_step("surprise", course_of(row, person), cycle)
        _refuse_surprise(row)
        mended_at = cycle.fixed_at or cycle.worked_around_at
        cycle.surprised_at, cycle.surprised_by = time_of(at, cycle, after=(mended_at,)), person
        cycle.surprise_words, cycle.secret_id = words.strip(), secret_id
        cycle.surprise_cost_minor, cycle.reception = cost_minor, reception
        save_cycle(cycle)
        touch(row)
        end_plan(row, by=person, given_at=cycle.surprised_at)
        if secret_id is not None:
            use_secret(row, person)
        if cost_minor and person is not None:
            write_gift(row, person)
        write_down(
            "customer_surprised",
            row,
            person,
            words={"words": cycle.surprise_words},
            done_at=cycle.surprised_at,
            secret=secret_id,
            cost_minor=cost_minor,
            reception=reception,
        )
        return row


def recover(
    *,
    person: Person | None,
    ticket: Ticket,
    at: dt.datetime | None = None,
    no_surprise_reason: str = "",
    lesson_change: str = "",
    lesson_owner: Person | None = None,
    lesson_by_on: dt.date | None = None,
) -> Ticket:
    """Close the ticket: reached, fixed, and surprised or a reason against it.

    A grave, repeated or breached one also needs its lesson: what changes, who, by when.
    """
    with one_act():
        row = locked(person, ticket)
        cycle = row.cycle
        reason = no_surprise_reason.strip()
        after = (cycle.responded_at, cycle.fixed_at or cycle.worked_around_at, cycle.surprised_at)
        lesson = bool(lesson_change.strip())
        course = course_of(row, person, no_surprise_reason=reason, lesson=lesson)
        refuse_step("recover", course, cycle)
        cycle.recovered_at = time_of(at, cycle, after=after)
        cycle.recovered_by = person
        _refuse_late_without_lesson(cycle, lesson=lesson)
        if cycle.surprised_at is None:
            cycle.no_surprise_reason = reason or cycle.no_surprise_reason
            _let_plan_go(row, person, cycle.no_surprise_reason)
        if lesson:
            cycle.lesson_change, cycle.lesson_owner = lesson_change.strip(), lesson_owner
            cycle.lesson_by_on = lesson_by_on
        save_cycle(cycle)
        _judge(row, rules.RECOVER, cycle.recover_by, cycle.recovered_at)
        spare(cycle, rules.RECOVER)
        close_secrets(row)
        touch(row)
        _write_recovered(row, person, reason)
        return row


def lose(
    *, person: Person | None, ticket: Ticket, reason: str, at: dt.datetime | None = None
) -> Ticket:
    """Close the ticket of a customer who left, and say why; nothing more is climbed."""
    with one_act():
        row = locked(person, ticket)
        cycle = row.cycle
        refuse_step("lose", course_of(row, person), cycle)
        cycle.lost_at = time_of(at, cycle)
        cycle.lost_by = person
        cycle.lost_reason = reason.strip()
        save_cycle(cycle)
        _let_plan_go(row, person, cycle.lost_reason)
        if cycle.responded_at is None:
            _judge(row, rules.RESPOND, cycle.respond_by, cycle.lost_at)
        _judge(row, rules.RECOVER, cycle.recover_by, cycle.lost_at)
        for clock_name in rules.CLOCKS:
            spare(cycle, clock_name, RungState.STALE)
        close_secrets(row)
        touch(row)
        write_down(
            "ticket_lost", row, person, words={"reason": cycle.lost_reason}, done_at=cycle.lost_at
        )
        return row


def _let_plan_go(ticket: Ticket, person: Person | None, reason: str) -> None:
    """Drop a surprise that was planned and never came, for the reason the ticket is closed."""
    end_plan(ticket, by=person, dropped_at=clock.database_now(), drop_reason=reason)


def _judge(ticket: Ticket, clock_name: str, deadline: dt.datetime, done_at: dt.datetime) -> None:
    if not ticket.cycle.days_only and not rules.is_met(deadline, done_at):
        record_breach(ticket.cycle, clock_name, deadline)


def _write_recovered(ticket: Ticket, person: Person | None, reason: str) -> None:
    cycle = ticket.cycle
    write_down(
        "ticket_recovered",
        ticket,
        person,
        words={"no_surprise_reason": reason, "lesson": cycle.lesson_change},
        done_at=cycle.recovered_at,
        lesson_owner=cycle.lesson_owner_id,
        lesson_by_on=cycle.lesson_by_on,
    )


def _refuse_late_without_lesson(cycle: Cycle, *, lesson: bool) -> None:
    """Ask for the lesson of a breach that is found only now, by this very step."""
    if lesson or cycle.lesson_change or cycle.recovered_at is None or cycle.days_only:
        return
    if not rules.is_met(cycle.recover_by, cycle.recovered_at):
        raise RuleBrokenError(
            _("This is a breach now: say what we change, who does it, and by when."),
            "recovery.lesson_needed",
        )


def _refuse_surprise(ticket: Ticket) -> None:
    contact = ticket.contact
    if contact is not None and contact.no_surprises:
        raise RuleBrokenError(
            _("%(name)s asked us not to surprise them.") % {"name": contact.name},
            "recovery.no_surprises_wanted",
        )
