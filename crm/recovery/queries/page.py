"""Everything the page of one ticket shows, read in one place."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import dateformat, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.prepared import Text, prepared
from crm.recovery.models import (
    ASKED_AFTER,
    Cycle,
    How,
    Moment,
    Rung,
    RungState,
    State,
    Step,
    Ticket,
)
from crm.recovery.queries.history import EntryRow, history_of
from crm.recovery.queries.ideas import Ideas, ideas_for
from crm.recovery.queries.pieces import Earlier, Pieces
from crm.recovery.queries.planned import Plan
from crm.recovery.queries.reporting import thing_named
from crm.recovery.queries.words import rung_name, told_words
from secrets_manual.models import Promise as OurPromise
from secrets_manual.models import Secret
from secrets_manual.queries import promises_of_ticket, secrets_for_ticket


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

    @property
    def told(self) -> Cycle | Earlier:
        """Give the cycle that began with the report: it knows whether an hour was told."""
        return self.pieces.first or self.cycle

    @property
    def was_asked(self) -> bool:
        """Say whether the first question about loyalty is due; until then no answer is missing."""
        ended_at = self.cycle.recovered_at
        return ended_at is not None and clock.now() >= ended_at + ASKED_AFTER[Moment.AFTER7]


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
        history=history_of(ticket, person),
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
    is_mended = cycle.fixed_at or (cycle.worked_around_at and cycle.fix_promised_at)
    return "" if is_mended else _("waits for the fix")


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
        RungState.SPARED: _("not needed: it was done before"),
        RungState.STALE: _("no longer counts"),
        RungState.CLIMBED: _("told %(time)s: %(told)s")
        % {"time": _time(rung.climbed_at) if rung.climbed_at else "", "told": told},
    }.get(RungState(rung.state), told)
    if rung.error:
        detail = f"{detail} · {rung.error}"
    deadline = rung.due_at in {cycle.respond_by, cycle.recover_by}
    shown = deadline and rung.state in {RungState.WAITING, RungState.CLIMBED}
    return RungRow(label, detail, rung.due_at, rung.state, shown)
