"""The letters people get of a ticket and its ladder."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils import dateformat, timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import stand_in_for
from crm import clock
from crm import company as our
from crm.notices import actions as notices
from crm.recovery.models import Ticket
from crm.recovery.queries import Audiences


@dataclass(frozen=True)
class Letter:
    """What one person is told: a subject of one line, and the body."""

    subject: str
    body: str


def letter(
    name: str,
    ticket: Ticket,
    person: Person,
    *,
    due_at: dt.datetime | None = None,
    on_call: bool = False,
) -> Letter:
    """Write the letter `templates/emails/recovery/<name>.txt` in a person's language and zone.

    Its first line is the subject. A rung of a policy's own uses the letter `rung`.
    """
    zone = zoneinfo.ZoneInfo(person.zone or our.zone())
    cycle = ticket.cycle
    with translation.override(person.language or our.language()):
        text = _template(name).render(
            {
                "number": ticket.pk,
                "customer": ticket.customer.name,
                "words": ticket.words,
                "severity": ticket.get_severity_display(),
                "owner": ticket.owner.name if ticket.owner else _("nobody yet"),
                "key": name,
                "rung_at": _when_named(due_at, zone),
                "respond_by": _when_named(cycle.respond_by, zone),
                "recover_by": _when_named(cycle.recover_by, zone),
                "reported_at": _when_named(cycle.started_at, zone),
                "url": settings.BASE_URL + ticket_url(ticket),
            }
        )
        if on_call:
            text = text.rstrip() + "\n\n" + _("You are woken because you are on call.")
    subject, _break, body = text.strip().partition("\n")
    return Letter(subject.strip(), body.strip())


@cache
def _template(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - Django names its type privately
    try:
        return get_template(f"emails/recovery/{name}.txt")
    except TemplateDoesNotExist:
        return get_template("emails/recovery/rung.txt")


def _written(at: dt.datetime | None, zone: zoneinfo.ZoneInfo) -> str:
    return dateformat.format(timezone.localtime(at, zone), "D j M, H:i T") if at else ""


# Written only where a letter names it: a sweep writes thousands of letters.
_when_named = lazy(_written, str)


def ticket_url(ticket: Ticket) -> str:
    """Give the address of the ticket's page inside the house."""
    return reverse("ticket", args=[ticket.pk])


def tell_opened(ticket: Ticket, *, by: Person | None) -> None:
    """Tell the owner, and of a repeated mishap the service leads at once."""
    tell_owner(ticket, by=by)
    if ticket.repeat_of_id and ticket.cycle.number == 1:
        _tell_repeat(ticket)


def _tell_repeat(ticket: Ticket) -> None:
    """Tell who is in charge at once; at night who is on call, and the others in the morning."""
    audiences = Audiences(clock.now())
    on_call = audiences.on_call(ticket)
    woken = {person.pk for person in on_call}
    rest_until = audiences.watch.rest_until if on_call else None
    asleep = [one for one in audiences.in_charge(ticket) if one.pk not in woken]
    _tell("repeat", ticket, on_call, must_tell=True)
    _tell("repeat", ticket, asleep, must_tell=True, not_before=rest_until)


def tell_owner(ticket: Ticket, *, by: Person | None) -> None:
    """Tell a new owner (or the deputy of one who is away), unless they took it themselves."""
    if ticket.owner is None or (by is not None and by.pk == ticket.owner.pk):
        return
    one = stand_in_for(ticket.owner, clock.now())
    if one.pk != ticket.hidden_from_id:
        _tell("owner", ticket, [one], once=f"owner:{ticket.owner.pk}:{ticket.version}")


def tell_of(name: str, ticket: Ticket, people: list[Person], *, once: str) -> None:
    """Write people the letter of this name about a ticket, once for each `once`."""
    _tell(name, ticket, people, once=once)


def _tell(
    name: str,
    ticket: Ticket,
    people: list[Person],
    *,
    once: str = "",
    must_tell: bool = False,
    not_before: dt.datetime | None = None,
) -> None:
    key = f"recovery:{ticket.pk}:{ticket.cycle.number}:{once or name}"
    written = [(person, letter(name, ticket, person)) for person in people]
    notices.tell_many(
        notices.NewNotice(
            person=person,
            once_key=key,
            subject=text.subject,
            body=text.body,
            url=ticket_url(ticket),
            about_kind="ticket",
            about_id=str(ticket.pk),
            customer_id=ticket.customer_id,
            must_tell=must_tell,
            event=name,
            is_private=ticket.hidden_from_id is not None,
            not_before=not_before,
        )
        for person, text in written
    )
