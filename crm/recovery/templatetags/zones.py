"""Whose time a ticket's page tells: the reader's, and what hour it is where the customer is."""

import datetime as dt

from django import template
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from crm import clock
from crm.recovery.models import Ticket

register = template.Library()


@register.simple_tag
def zone_note(ticket: Ticket) -> str:
    """Say in whose zone the times are where the customer's clock shows another hour, else nothing.

    Zones count as the same where both show the same hour now: Madrid and Berlin need no note.
    """
    contact = ticket.contact
    name = (contact.zone if contact else "") or ticket.customer.zone
    now, there = clock.now(), clock.zone_called(name)
    here, theirs = timezone.localtime(now), now.astimezone(there)
    if not name or here.utcoffset() == theirs.utcoffset():
        return ""
    return _(
        "Times are yours, %(zone)s. Where the customer is, it is %(hour)s now (%(there)s)."
    ) % {
        "zone": here.tzname(),
        "hour": _hour(theirs, here.date()),
        "there": theirs.tzname(),
    }


def _hour(at: dt.datetime, today: dt.date) -> str:
    return dateformat.format(at, "H:i" if at.date() == today else "D j M, H:i")
