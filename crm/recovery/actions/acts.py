"""What every act on a ticket shares: lock it, refuse kindly, save it, write it down."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.versions import kind_sentence
from accounts.models import Person
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.recovery import rules
from crm.recovery.actions.sentences import sentence_for
from crm.recovery.models import Breach, Cycle, RungState, State, Ticket
from crm.recovery.permissions import may_appoint_again, may_work
from crm.recovery.queries import tickets_visible_to


@contextmanager
def one_act() -> Iterator[None]:
    """Run an act in one transaction; a constraint hit by a race gives its kind sentence."""
    try:
        with transaction.atomic():
            yield
    except ValidationError as error:
        field, sentence = _first_sentence(error)
        raise RuleBrokenError(sentence, "recovery.not_valid", field=field, status=400) from error
    except IntegrityError as error:
        raise RuleBrokenError(kind_sentence(error), "recovery.somebody_was_first") from error


def _first_sentence(error: ValidationError) -> tuple[str | None, str]:
    if hasattr(error, "error_dict"):
        field, sentences = next(iter(error.message_dict.items()))
        return (None if field == NON_FIELD_ERRORS else field), sentences[0]
    return None, error.messages[0]


def find_visible(person: Person | None, ticket: Ticket) -> None:
    """Raise NotVisibleError where the ticket does not exist for this person."""
    if person and not tickets_visible_to(person).filter(pk=ticket.pk).exists():
        raise NotVisibleError(_("There is no such ticket."))


def locked(
    person: Person | None, ticket: Ticket, *, to_work: bool = True, even_merged: bool = False
) -> Ticket:
    """Lock the ticket's row and give it as it is now, with its present cycle.

    NotVisibleError or NotAllowedError when the person may not act; None is the system. One that
    became part of another is refused unless `even_merged`: who wrote did not know it yet. The
    cycle is read after the lock is held: a joined row would be as old as the wait.
    """
    find_visible(person, ticket)
    row = Ticket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)
    row.present = Cycle.objects.select_related(
        "responded_by", "fixed_by", "worked_around_by", "surprised_by", "recovered_by", "lost_by"
    ).get(ticket=row, pk=row.present_id or 0)
    if to_work and person and not may_work(person, row):
        raise NotAllowedError(_("You may read and comment; service staff take the steps."))
    if row.state == State.MERGED and not even_merged:
        code = "recovery.merged_already"
        raise RuleBrokenError(sentence_for(code, row.cycle), code)
    return row


def course_of(
    ticket: Ticket, person: Person | None, *, no_surprise_reason: str = "", lesson: bool = False
) -> rules.Course:
    """Tell the rules what is recorded so far in the present cycle."""
    cycle = ticket.cycle
    return rules.Course(
        severity=ticket.severity,
        state=cycle.state,
        responded=cycle.responded_at is not None,
        workaround=cycle.worked_around_at is not None,
        lasting_fix_promised=cycle.fix_promised_at is not None,
        fixed=cycle.fixed_at is not None,
        surprised=cycle.surprised_at is not None,
        no_surprise_reason=no_surprise_reason or cycle.no_surprise_reason,
        lesson=lesson or bool(cycle.lesson_change),
        repeated=repeats_openly(ticket),
        # A breach of an earlier cycle calls for a lesson too, until one was written for it.
        breached=Breach.objects.filter(cycle__ticket=ticket, cycle__lesson_change="").exists(),
        appointments=cycle.appointments.count(),
        may_appoint_again=person is None or may_appoint_again(person),
    )


def repeats_openly(ticket: Ticket) -> bool:
    """Say whether it repeats a mishap everybody may know of.

    One born of a card must not show through a rule that its hidden person meets.
    """
    return ticket.repeat_of is not None and ticket.repeat_of.hidden_from_id is None


def refuse_step(act: rules.Act, course: rules.Course, cycle: Cycle) -> None:
    """Raise the sentence of the first rule against this step, naming who was first."""
    code = rules.step_refusal(act, course)
    if code:
        raise RuleBrokenError(sentence_for(code, cycle), code)


def time_of(
    at: dt.datetime | None, cycle: Cycle, *, after: tuple[dt.datetime | None, ...] = ()
) -> dt.datetime:
    """Give when a step was done: as entered by hand and checked, else now."""
    now = clock.database_now()
    # A time typed without its seconds may fall into the very minute of the report.
    done_at = at or max(now, cycle.started_at)
    code = rules.step_time_refusal(done_at, now=now, reported_at=cycle.started_at, after=after)
    if code:
        raise RuleBrokenError(sentence_for(code, cycle), code, field="at", status=400)
    return done_at


def save_cycle(cycle: Cycle) -> None:
    """Save kindly checked, and read back what the database computes."""
    cycle.full_clean()
    cycle.save()
    cycle.refresh_from_db(fields=["state", "step", "due_at"])


def touch(ticket: Ticket, **changes: object) -> None:
    """Count the change, so that a second editor and a polling board notice it."""
    for name, value in changes.items():
        setattr(ticket, name, value)
    ticket.version += 1
    ticket.full_clean()
    ticket.save()


def record_breach(cycle: Cycle, clock_name: str, deadline: dt.datetime) -> None:
    """Record a missed deadline once; what is recorded stays."""
    Breach.objects.bulk_create(
        [Breach(cycle=cycle, clock=clock_name, breached_at=deadline)], ignore_conflicts=True
    )


def spare(cycle: Cycle, clock_name: str, state: RungState = RungState.SPARED) -> None:
    """Take the waiting rungs of a clock off the ladder."""
    cycle.rungs.filter(state=RungState.WAITING, clock=clock_name).update(
        state=state, parked_until=None
    )


def write_down(
    kind: str,
    ticket: Ticket,
    person: Person | None,
    *,
    words: dict[str, str] | None = None,
    contact_id: int | None = None,
    **facts: object,
) -> None:
    """Write one entry about the ticket; of a hidden one only managers read."""
    journal.record(
        f"recovery.{kind}",
        person=person,
        contact_id=contact_id,
        subject_kind="ticket",
        subject_id=ticket.pk,
        customer_id=ticket.customer_id,
        words={name: text for name, text in (words or {}).items() if text} or None,
        facts={"cycle": ticket.cycle.number if ticket.present_id else 1, **facts},
        audience="managers" if ticket.hidden_from_id else "readers",
    )
