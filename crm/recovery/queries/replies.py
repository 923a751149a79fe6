"""Saved replies, and what fills their blanks on one ticket."""

import datetime as dt
import zoneinfo

from django.db.models import Q, QuerySet
from django.utils import formats, timezone, translation

from accounts.models import Contact, Person
from accounts.queries import language_of
from crm import clock
from crm.recovery.models import Cycle, SavedReply, Ticket
from crm.recovery.permissions import TICKET_ROLES
from crm.recovery.rules.third_person import speaks_of_them
from secrets_manual.queries import promises_of_ticket


def replies_visible_to(person: Person) -> QuerySet[SavedReply]:
    """Give everybody's replies and one's own, by title."""
    if not person.has_role(*TICKET_ROLES):
        return SavedReply.objects.none()
    seen = SavedReply.objects.filter(Q(person=person) | Q(person__isnull=True))
    return seen.order_by("title", "language", "id")


def replies_for(person: Person, ticket: Ticket) -> list[SavedReply]:
    """Give the replies one may use for a ticket's contact, those in their language first."""
    if ticket.contact is None:
        return []
    ticket.contact.customer = ticket.customer
    theirs = language_of(ticket.contact)
    fits = (theirs, "")
    # A sort keeps the order by title among those that fit alike.
    return sorted(
        replies_visible_to(person),
        key=lambda one: fits.index(one.language) if one.language in fits else len(fits),
    )


def known_of(ticket: Ticket, contact: Contact, person: Person) -> dict[str, str]:
    """Give what the blanks of a reply to the ticket's contact are filled with.

    Dates are in the language of the letter and in the contact's zone, which a time names.
    """
    cycle = ticket.cycle
    zone = clock.zone_called(contact.zone or contact.customer.zone)
    with translation.override(language_of(contact)):
        told_at = timezone.localtime(ticket.reported_at, zone)
        return {
            "first_name": contact.name.split(" ")[0],
            "contact": contact.name,
            "customer": ticket.customer.name,
            "date": formats.date_format(told_at, "DATE_FORMAT"),
            "fix": _told_of_fix(cycle, contact),
            "promise": _written(_promised_at(ticket), zone),
            "me": person.name,
        }


def _told_of_fix(cycle: Cycle, contact: Contact) -> str:
    """Give what was done as the contact may read it; "" leaves the blank for the writer."""
    noted = cycle.fix_words or cycle.workaround_words
    return cycle.done_words or ("" if speaks_of_them(noted, [contact.name]) else noted)


def _promised_at(ticket: Ticket) -> dt.datetime | None:
    """Give when the next thing we promised on a ticket is due: an open promise, or the fix."""
    waiting = promises_of_ticket(str(ticket.pk)).filter(kept_at=None, broken_at=None).first()
    if waiting is not None:
        return waiting.due_at
    return ticket.cycle.fix_promised_at if ticket.cycle.fixed_at is None else None


def _written(at: dt.datetime | None, zone: zoneinfo.ZoneInfo) -> str:
    if at is None:
        return ""
    there = timezone.localtime(at, zone)
    return f"{formats.date_format(there, 'DATETIME_FORMAT')} {there:%Z}"
