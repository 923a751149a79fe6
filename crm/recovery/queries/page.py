"""Everything the page of one ticket shows, read in one place."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import dateformat, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from crm import clock
from crm.journal.models import Entry
from crm.journal.queries import entries_about
from crm.prepared import Text, prepared
from crm.recovery.models import Cycle, How, Rung, RungState, State, Step, Ticket
from crm.recovery.permissions import may_hear_complaints
from crm.recovery.queries.ideas import Ideas, ideas_for
from crm.recovery.queries.pieces import Pieces
from crm.recovery.queries.planned import Plan
from crm.recovery.queries.reporting import thing_named
from crm.recovery.queries.words import rung_name, told_words
from secrets_manual.models import Promise as OurPromise
from secrets_manual.models import Secret
from secrets_manual.queries import promises_of_ticket, secrets_for_ticket

_ICONS = {
    "recovery.ticket_opened": "megaphone",
    "recovery.ticket_answered": "telephone",
    "recovery.ticket_worked_around": "tools",
    "recovery.ticket_fixed": "tools",
    "recovery.customer_surprised": "gift",
    "recovery.surprise_planned": "calendar-event",
    "recovery.customer_reacted": "heart",
    "recovery.ticket_recovered": "check-circle",
    "recovery.ticket_lost": "box-arrow-right",
    "recovery.ticket_reopened": "arrow-counterclockwise",
    "recovery.appointment_made": "calendar-event",
    "recovery.ladder_climbed": "bell",
    "recovery.deadline_missed": "exclamation-octagon",
    "recovery.ticket_commented": "chat-dots",
    "recovery.owner_assigned": "person-check",
    "recovery.ticket_merged": "link-45deg",
    "recovery.tickets_linked": "link-45deg",
    "recovery.ticket_accepted": "person-check",
    "recovery.ticket_passed_on": "arrow-right",
    "recovery.lesson_learnt": "lightbulb",
    "recovery.lesson_done": "check-circle",
    "recovery.loyalty_asked": "envelope",
    "recovery.customer_wrote": "envelope",
    "recovery.mail_attached": "envelope",
    "recovery.customer_written_to": "envelope",
    "recovery.loyalty_answered": "heart",
    "recovery.fix_confirmed": "check-circle",
    "recovery.fix_refused": "arrow-counterclockwise",
    "recovery.later_time_wished": "calendar-event",
    "recovery.customer_thanked": "heart",
    "recovery.customer_complained": "megaphone",
}
_TITLES: dict[str, str | Promise] = {
    "recovery.ticket_opened": gettext_lazy("Reported"),
    "recovery.ticket_imported": gettext_lazy("Taken over from an older system"),
    "recovery.ticket_answered": gettext_lazy("Reached the customer"),
    "recovery.ticket_worked_around": gettext_lazy("Working again"),
    "recovery.ticket_fixed": gettext_lazy("Fixed"),
    "recovery.customer_surprised": gettext_lazy("Surprised"),
    "recovery.surprise_planned": gettext_lazy("A surprise was planned"),
    "recovery.surprise_plan_changed": gettext_lazy("The planned surprise was changed"),
    "recovery.surprise_plan_dropped": gettext_lazy("The planned surprise was dropped"),
    "recovery.customer_reacted": gettext_lazy("How the surprise was received"),
    "recovery.ticket_recovered": gettext_lazy("Recovered"),
    "recovery.ticket_lost": gettext_lazy("The customer left"),
    "recovery.ticket_reopened": gettext_lazy("Reopened"),
    "recovery.appointment_made": gettext_lazy("A later time, as the customer asked"),
    "recovery.ladder_climbed": gettext_lazy("People were told"),
    "recovery.deadline_missed": gettext_lazy("A deadline was missed"),
    "recovery.owner_assigned": gettext_lazy("Handed on"),
    "recovery.ticket_merged": gettext_lazy("Two reports became one ticket"),
    "recovery.merge_undone": gettext_lazy("Parted again"),
    "recovery.tickets_linked": gettext_lazy("Linked"),
    "recovery.tickets_unlinked": gettext_lazy("No longer linked"),
    "recovery.ticket_accepted": gettext_lazy("Accepted"),
    "recovery.ticket_passed_on": gettext_lazy("Passed on"),
    "recovery.cause_set": gettext_lazy("Cause set"),
    "recovery.lesson_learnt": gettext_lazy("Lesson"),
    "recovery.lesson_done": gettext_lazy("Lesson carried out"),
    "recovery.lesson_not_done": gettext_lazy("Lesson open again"),
    "recovery.ticket_commented": gettext_lazy("Comment"),
    "recovery.loyalty_asked": gettext_lazy("Asked about loyalty"),
    "recovery.customer_wrote": gettext_lazy("They wrote to us"),
    "recovery.mail_attached": gettext_lazy("A mail was put here"),
    "recovery.customer_written_to": gettext_lazy("We wrote to them"),
    "recovery.loyalty_answered": gettext_lazy("Answered about loyalty"),
    "recovery.fix_confirmed": gettext_lazy("They say it is right"),
    "recovery.fix_refused": gettext_lazy("They say it is not right yet"),
    "recovery.later_time_chosen": gettext_lazy("They chose a later time"),
    "recovery.later_time_wished": gettext_lazy("They ask for another time"),
    "recovery.customer_thanked": gettext_lazy("They thanked us"),
    "recovery.customer_complained": gettext_lazy("They wrote to the directors"),
    "recovery.standing_written": gettext_lazy("Written for their page"),
}


@dataclass(frozen=True)
class StepRow:
    """One of the five steps, for the row on top of the page."""

    label: str | Promise
    detail: str = ""
    done: bool = False
    now: bool = False


@dataclass(frozen=True)
class RungRow:
    """One rung beside the ticket."""

    label: str | Promise
    detail: str
    due_at: dt.datetime
    state: str
    breach: bool


@dataclass(frozen=True)
class EntryRow:
    """One moment of the history."""

    icon: str
    title: str | Promise
    at: dt.datetime
    text: str


@dataclass
class Page:
    """What the template needs; secrets are read (and the reading recorded) for service only."""

    ticket: Ticket
    cycle: Cycle
    pieces: Pieces
    steps: list[StepRow]
    rungs: list[RungRow]
    marks: list[dt.datetime]
    history: list[EntryRow]
    promises: list[OurPromise]
    secrets: list[Secret] = field(default_factory=list)
    ideas: Ideas | None = None
    repeats: Ticket | None = None
    about: str = ""

    @property
    def watched(self) -> str:
        """Name the clock that runs: to respond, then to recover."""
        return _("respond") if self.cycle.responded_at is None else _("recover")

    @property
    def met_at(self) -> dt.datetime | None:
        """Give when the last clock stopped, if it has."""
        return self.cycle.recovered_at or self.cycle.lost_at


def page_of(person: Person, ticket: Ticket) -> Page:
    """Read the page of a ticket, as `ticket_visible` gave it."""
    cycle, pieces = ticket.cycle, Pieces.of(ticket, person)
    secrets = _secrets(person, ticket)
    repeats = ticket.repeat_of
    if repeats is not None and repeats.hidden_from_id == person.pk:
        repeats = None
    waiting = [rung.due_at for rung in pieces.rungs if rung.state == RungState.WAITING]
    return Page(
        ticket=ticket,
        cycle=cycle,
        pieces=pieces,
        steps=_steps(cycle, pieces.plan),
        rungs=[_rung_row(rung, cycle) for rung in pieces.rungs],
        marks=waiting[:6],
        history=[_entry_row(entry) for entry in _history(ticket.pk) if _is_for(person, entry)],
        promises=_promises(Text(ticket.pk)),
        secrets=secrets,
        ideas=ideas_for(ticket, secrets, clock.today()) if _wants_ideas(cycle, secrets) else None,
        repeats=repeats,
        about=thing_named(ticket.customer, ticket.about_kind, ticket.about_id),
    )


def _wants_ideas(cycle: Cycle, secrets: list[Secret]) -> bool:
    """Think of surprises until one is settled; the page shows none afterwards."""
    return bool(secrets) and cycle.step != Step.RECOVER


def _secrets(person: Person, ticket: Ticket) -> list[Secret]:
    """Read the secrets for the panel of an open ticket, which leaves a trace.

    On a ticket born of a card they stay closed: the keeper is told who reads, and may be the
    person the ticket is hidden from.
    """
    if ticket.hidden_from_id is not None or ticket.state != State.OPEN:
        return []
    return secrets_for_ticket(person=person, customer=ticket.customer, ticket_id=str(ticket.pk))


@prepared
def _promises(ticket: str) -> QuerySet[OurPromise]:
    return promises_of_ticket(ticket)


@prepared
def _history(ticket: int) -> QuerySet[Entry]:
    return entries_about("ticket", ticket).exclude(kind="recovery.ticket_commented")[:100]


def _is_for(person: Person, entry: Entry) -> bool:
    """Keep a word to the directors from those below them, and from whom it is about."""
    if entry.kind != "recovery.customer_complained":
        return True
    return may_hear_complaints(person) and entry.facts.get("about") != person.pk


def _time(at: dt.datetime) -> str:
    return dateformat.format(timezone.localtime(at), "D j M, H:i")


def _day(at: dt.datetime) -> str:
    return dateformat.format(at.astimezone(dt.UTC), "D j M Y")


def _done(person: Person | None, at: dt.datetime, how: str = "", *, day: bool = False) -> str:
    parts = [_day(at) if day else _time(at), person.get_short_name() if person else "", how]
    return ", ".join(part for part in parts if part)


def _by(cycle: Cycle, at: dt.datetime) -> str:
    return "" if cycle.days_only else _("by %(time)s") % {"time": _time(at)}


def _ended(cycle: Cycle) -> str:
    if cycle.recovered_at is None:
        return _by(cycle, cycle.recover_by)
    return _done(cycle.recovered_by, cycle.recovered_at, day=cycle.days_only)


def _surprise_detail(cycle: Cycle, plan: Plan | None) -> str:
    if cycle.surprised_at:
        return _done(cycle.surprised_by, cycle.surprised_at)
    if cycle.no_surprise_reason:
        return _("none, with a reason")
    if plan:
        return _("planned for %(time)s, %(name)s") % {
            "time": _time(plan.due_at),
            "name": plan.giver,
        }
    return _("waits for the fix")


def _steps(cycle: Cycle, plan: Plan | None) -> list[StepRow]:
    now = cycle.step
    how = str(How(cycle.response_how).label) if cycle.response_how else ""
    mended_at = cycle.fixed_at or (cycle.worked_around_at if cycle.fix_promised_at else None)
    settled = cycle.surprised_at is not None or bool(cycle.no_surprise_reason)
    return [
        StepRow(
            _("Responded"),
            _done(cycle.responded_by, cycle.responded_at, how, day=cycle.days_only)
            if cycle.responded_at
            else _by(cycle, cycle.respond_by),
            done=cycle.responded_at is not None,
            now=now == Step.RESPOND,
        ),
        StepRow(
            _("Fix"),
            _done(cycle.fixed_by or cycle.worked_around_by, mended_at, day=cycle.days_only)
            if mended_at
            else "",
            done=mended_at is not None,
            now=now == Step.FIX,
        ),
        StepRow(
            _("Surprise"),
            _surprise_detail(cycle, plan),
            done=settled,
            now=now == Step.SURPRISE,
        ),
        StepRow(
            _("Recovered"),
            _ended(cycle),
            done=cycle.recovered_at is not None,
            now=now == Step.RECOVER,
        ),
        StepRow(_("Ask again"), _("7 days after")),
    ]


def _rung_row(rung: Rung, cycle: Cycle) -> RungRow:
    label, told = rung_name(rung.key), told_words(rung.tells)
    detail = {
        RungState.SPARED: _("spared"),
        RungState.STALE: _("no longer counts"),
        RungState.CLIMBED: _("climbed %(time)s: %(told)s")
        % {"time": _time(rung.climbed_at) if rung.climbed_at else "", "told": told},
    }.get(RungState(rung.state), told)
    if rung.error:
        detail = f"{detail} · {rung.error}"
    deadline = rung.due_at in {cycle.respond_by, cycle.recover_by}
    shown = deadline and rung.state in {RungState.WAITING, RungState.CLIMBED}
    return RungRow(label, detail, rung.due_at, rung.state, shown)


def _entry_row(entry: Entry) -> EntryRow:
    words = entry.words_row.words if hasattr(entry, "words_row") else {}
    who = entry.person.name if entry.person else ""
    text = " · ".join(part for part in (who, " · ".join(words.values())) if part)
    return EntryRow(
        _ICONS.get(entry.kind, "activity"), _TITLES.get(entry.kind, entry.kind), entry.at, text
    )
