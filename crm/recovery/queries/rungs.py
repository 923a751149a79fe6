"""Who is told of a ticket and when, as it stands beside it; what was not needed is one line."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.utils import dateformat, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from crm import clock
from crm.recovery.models import Cycle, Rung, RungState
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
    def of(cls, rungs: list[Rung], cycle: Cycle) -> Self:
        """Part the rungs of the present cycle, each list in the ladder's order."""
        rows = [_row(rung, cycle) for rung in rungs]
        spared = [row for row in rows if row.state == RungState.SPARED]
        return cls([row for row in rows if row.state != RungState.SPARED], spared)


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
