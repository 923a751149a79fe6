"""How a mishap stands, in the customer's words, language and zone: only what is meant for them.

Of what we wrote among ourselves nothing is shown: steps by their times, and the two texts that
somebody wrote for the customer to read.
"""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import formats, timezone

from accounts.models import Contact
from crm import clock
from crm import company as our
from crm.recovery.actions import Opened
from crm.recovery.models import Appointment, State, Ticket
from crm.recovery.queries import typed_by
from crm.recovery.rules.standing import STANDING


@dataclass(frozen=True)
class Moment:
    """One thing that happened, and when."""

    words: str
    at: str
    more: str = ""


def zone_of(contact: Contact) -> ZoneInfo:
    """Give the zone a contact lives in: their own, their customer's, or ours."""
    for name in (contact.zone, contact.customer.zone):
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return clock.company_zone()


def moment_named(at: dt.datetime, zone: ZoneInfo) -> str:
    """Write an instant in the language that is active, with the name of its zone."""
    local = timezone.localtime(at, zone)
    name = local.tzname() or ""
    named = f"UTC{name}" if name[:1] in "+-" else name
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} ({named})"


def standing_shown(opened: Opened, language: str) -> dict[str, object]:
    """Give what the page says, for a language that is active already.

    Where another person reported the same, it tells no word of theirs: what this one told us is
    theirs, and how it goes on is that of the ticket that goes on.
    """
    ticket, contact, own = opened.ticket, opened.contact, opened.own
    words, zone, cycle = STANDING[language], zone_of(contact), ticket.cycle
    reported = moment_named(own.reported_at, zone)
    lead = words["lead" if own.words_are_theirs else "lead_ours"]
    owner = ticket.owner if ticket.owner and ticket.owner.is_active else None
    return {
        "lead": lead.format(name=contact.name, when=reported),
        "said_words": own.words if own.words_are_theirs else "",
        "understood": (ticket if _is_theirs(opened) else own).understood_words,
        "owner": owner.name if owner else "",
        "next": _next(ticket, words, zone),
        "moments": _moments(opened, words, zone),
        "is_open": cycle.state == State.OPEN,
        # Nobody is asked whether it is right before anything was done about it.
        "asks": cycle.state != State.OPEN or bool(cycle.fixed_at or cycle.worked_around_at),
        "until_label": words["until"].format(zone=_zone_named(zone)),
        "director_lead": words["director_lead"].format(company=our.name()),
    }


def _is_theirs(opened: Opened) -> bool:
    return opened.ticket.contact_id == opened.contact.pk


def _zone_named(zone: ZoneInfo) -> str:
    return str(zone).rpartition("/")[2].replace("_", " ")


def _next(ticket: Ticket, words: dict[str, str], zone: ZoneInfo) -> list[str]:
    """Say until when they hear from us and it is put right; a promise we broke is said too."""
    cycle, now = ticket.cycle, clock.now()
    if cycle.state != State.OPEN:
        return []
    word_by = ticket.next_word_by or (None if cycle.responded_at else cycle.respond_by)
    promised = [(word_by, "next_word", "next_late"), (cycle.recover_by, "right_by", "right_late")]
    return [
        words[ahead if at > now else late].format(when=moment_named(at, zone))
        for at, ahead, late in promised
        if at is not None
    ]


def _moments(opened: Opened, words: dict[str, str], zone: ZoneInfo) -> list[Moment]:
    """Give what happened since they told us, in its order."""
    ticket, own = opened.ticket, opened.own
    found = [(own.reported_at, words["told"], ""), *_steps(opened, words, zone)]
    found += [
        (at, words["wrote"], said) for at, said in typed_by(opened.contact, {own.pk, ticket.pk})
    ]
    if ticket.cycle.number > 1:
        found.append((ticket.cycle.started_at, words["again"], ""))
    cycles = {ticket.cycle.pk, own.cycle.pk}
    for made in Appointment.objects.filter(cycle__in=cycles).order_by("made_at"):
        alone = not opened.is_shared or made.contact_id == opened.contact.pk
        said = words["later_agreed" if alone else "later_shared"]
        found.append((made.made_at, said.format(when=moment_named(made.until, zone)), ""))
    return [
        Moment(said, moment_named(at, zone), more)
        for at, said, more in sorted(found, key=lambda one: one[0])
    ]


def _steps(
    opened: Opened, words: dict[str, str], zone: ZoneInfo
) -> list[tuple[dt.datetime, str, str]]:
    cycle, of = opened.ticket.cycle, "_shared" if opened.is_shared else ""
    reached = cycle if _is_theirs(opened) else opened.own.cycle
    around = words["around"]
    if cycle.fix_promised_at and not cycle.fixed_at:
        around = words["around_until"].format(when=moment_named(cycle.fix_promised_at, zone))
    told = [
        (reached.responded_at, words["answered"], ""),
        (cycle.worked_around_at, around, "" if cycle.fixed_at else cycle.done_words),
        (cycle.fix_refused_at, words[f"refused{of}"], ""),
        (cycle.fixed_at, words["fixed"], cycle.done_words),
        (cycle.confirmed_at, words[f"confirmed{of}"], ""),
        (cycle.recovered_at or cycle.lost_at, words["closed"], ""),
    ]
    return [(at, said, more) for at, said, more in told if at is not None]
