"""Everything the page of one ticket shows, read in one place."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.prepared import Text, prepared
from crm.recovery.models import ASKED_AFTER, Cycle, Moment, RungState, State, Step, Ticket
from crm.recovery.queries.history import EntryRow, history_of
from crm.recovery.queries.ideas import Ideas, ideas_for
from crm.recovery.queries.lasting import LastingFix, lasting_fix_of
from crm.recovery.queries.pieces import Earlier, Pieces
from crm.recovery.queries.reporting import thing_named
from crm.recovery.queries.rungs import Ladder
from crm.recovery.queries.stairs import StepRow, stairs_of
from secrets_manual.models import Promise as OurPromise
from secrets_manual.models import Secret
from secrets_manual.queries import promises_of_ticket, secrets_for_ticket


@dataclass
class Page:
    """What the template needs; secrets are read (and the reading recorded) for service only."""

    ticket: Ticket
    cycle: Cycle
    pieces: Pieces
    steps: list[StepRow]
    ladder: Ladder
    marks: list[dt.datetime]
    history: list[EntryRow]
    promises: list[OurPromise]
    lasting: LastingFix | None = None
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
    promises = _promises(Text(ticket.pk))
    lasting = lasting_fix_of(ticket, promises)
    vars(ticket)["promised"] = list(promises)  # the forms on the page need not ask again
    waiting = [rung.due_at for rung in pieces.rungs if rung.state == RungState.WAITING]
    return Page(
        ticket=ticket,
        cycle=cycle,
        pieces=pieces,
        steps=stairs_of(cycle, pieces.plan, lasting),
        ladder=Ladder.of(pieces.rungs, cycle, ticket),
        marks=waiting[:6],
        history=history_of(ticket, person),
        promises=list(promises),
        lasting=lasting,
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
