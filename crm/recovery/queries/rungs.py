"""Who is told of a ticket and when, as it stands beside it; what was not needed is one line."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.utils import dateformat, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from crm import clock
from crm.recovery.models import Cycle, Rung, RungState, State, Ticket
from crm.recovery.queries.stairs import at_time
from crm.recovery.queries.words import rung_name, told_words


@dataclass(frozen=True)
class RungRow:
    """One rung beside the ticket; `day` is empty where its hour is enough to know when."""

    label: str | Promise
    detail: str
    due_at: dt.datetime
    state: str
    breach: bool
    day: str


@dataclass(frozen=True)
class Ladder:
    """The rungs that speak, spoke or count no more, and those that were not needed."""

    rungs: list[RungRow]
    spared: list[RungRow]

    @classmethod
    def of(cls, rungs: list[Rung], cycle: Cycle, ticket: Ticket | None = None) -> Self:
        """Part the rungs of the present cycle, each list in the ladder's order.

        Of an open `ticket` the word that the customer waits for stands among them.
        """
        rows = [_row(rung, cycle) for rung in rungs]
        spared = [row for row in rows if row.state == RungState.SPARED]
        rest = [row for row in rows if row.state != RungState.SPARED]
        return cls(_with_word(rest, ticket) if ticket else rest, spared)


def _with_word(rows: list[RungRow], ticket: Ticket) -> list[RungRow]:
    """Put the word that the customer waits for among them: its owner is reminded of it."""
    due_at = ticket.next_word_by
    if due_at is None or ticket.state != State.OPEN:
        return rows
    state = RungState.CLIMBED if ticket.next_word_reminded_at else RungState.WAITING
    word = RungRow(
        _("they hear from us"), _("owner"), due_at, state, breach=False, day=_day(due_at)
    )
    return sorted([*rows, word], key=lambda one: one.due_at)


def _row(rung: Rung, cycle: Cycle) -> RungRow:
    label, told = rung_name(rung.key), told_words(rung.tells)
    detail = {
        RungState.SPARED: "",
        RungState.STALE: _("no longer counts"),
        RungState.CLIMBED: _("told %(time)s: %(told)s")
        % {"time": at_time(rung.climbed_at) if rung.climbed_at else "", "told": told},
    }.get(RungState(rung.state), told)
    if rung.error:
        detail = f"{detail} · {rung.error}"
    deadline = rung.due_at in {cycle.respond_by, cycle.recover_by}
    shown = deadline and rung.state in {RungState.WAITING, RungState.CLIMBED}
    return RungRow(label, detail, rung.due_at, rung.state, shown, _day(rung.due_at))


def _day(at: dt.datetime) -> str:
    local = timezone.localtime(at)
    is_today = local.date() == timezone.localtime(clock.now()).date()
    return "" if is_today else dateformat.format(local, "D j M")
