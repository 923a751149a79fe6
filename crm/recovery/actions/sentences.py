"""What is said to the person when a rule of the recovery clock refuses."""

import datetime as dt
from collections.abc import Callable

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.recovery.models import Cycle
from crm.recovery.queries import main_of


def moment(at: dt.datetime | None) -> str:
    """Write an instant for a sentence, in the reader's zone."""
    return dateformat.format(timezone.localtime(at), "D j M, H:i T") if at else ""


def _first(done: str, person: Person | None, at: dt.datetime | None) -> str:
    name = person.name if person else _("Somebody")
    return _("%(name)s was first: %(done)s %(at)s. Your text is kept below.") % {
        "name": name,
        "done": done,
        "at": moment(at),
    }


def _closed(cycle: Cycle) -> str:
    if cycle.recovered_at:
        return _first(_("recovered"), cycle.recovered_by, cycle.recovered_at)
    return _first(_("closed as lost"), cycle.lost_by, cycle.lost_at)


_SENTENCES: dict[str, Callable[[Cycle], str]] = {
    "recovery.still_open": lambda _c: _("This ticket is still open; there is nothing to reopen."),
    "recovery.merged_already": lambda c: (
        _("This ticket is part of OOPS %(number)s now, and goes on there. Your text is kept below.")
        % {"number": main_of(c.ticket).pk}
    ),
    "recovery.already_closed": _closed,
    "recovery.already_answered": lambda c: _first(_("answered"), c.responded_by, c.responded_at),
    "recovery.already_fixed": lambda c: _first(_("fixed"), c.fixed_by, c.fixed_at),
    "recovery.already_worked_around": lambda c: _first(
        _("worked around"), c.worked_around_by, c.worked_around_at
    ),
    "recovery.already_surprised": lambda c: _first(_("surprised"), c.surprised_by, c.surprised_at),
    "recovery.respond_first": lambda _c: _(
        "Nobody has reached the customer yet. Record the response first."
    ),
    "recovery.fix_first": lambda _c: _("This waits for the fix. Record the fix first."),
    "recovery.surprise_or_reason": lambda _c: _(
        "Record the surprise, or write down why none was right."
    ),
    "recovery.lesson_needed": lambda _c: _(
        "This one must not happen again: say what we change, who does it, and by when."
    ),
    "recovery.second_appointment": lambda _c: _(
        "The customer has been given a later time before. A second one needs a manager."
    ),
    "recovery.reported_in_future": lambda _c: _(
        "This lies in the future. When did the customer tell us?"
    ),
    "recovery.before_report": lambda c: (
        _("This lies before the customer told us, %(at)s.") % {"at": moment(c.started_at)}
    ),
    "recovery.in_future": lambda _c: _("This lies in the future. When was it done?"),
    "recovery.before_needed_step": lambda _c: _("This lies before a step that must come first."),
    "recovery.appointment_in_past": lambda _c: _(
        "An appointment lies in the future. When does the customer want it?"
    ),
}


def sentence_for(code: str, cycle: Cycle) -> str:
    """Give the sentence of a refusal; it names who was first, and when."""
    return _SENTENCES[code](cycle)
