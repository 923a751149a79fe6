"""The link by which a contact reads how their mishap stands; signed, kept in no table.

It opens one ticket to whom that ticket is about, at the address the link was sent to; of one
that became part of another, the one that goes on.
"""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse

from accounts.actions import is_of_now, mark_of_address
from accounts.models import Contact
from crm import clock
from crm.recovery.models import Ticket
from crm.recovery.queries import main_of

_STANDING = signing.Signer(salt="crm.recovery.standing", sep=".")


def standing_url(ticket: Ticket, contact: Contact) -> str:
    """Give the whole address of the page of a ticket for its contact."""
    return f"{settings.BASE_URL}{reverse('oops_at', args=[standing_token(ticket, contact)])}"


def standing_token(ticket: Ticket, contact: Contact) -> str:
    """Give the token of that page."""
    named = [ticket.pk, contact.pk, clock.today().toordinal(), mark_of_address(contact)]
    return str(_STANDING.sign_object(named))


class Opened(NamedTuple):
    """What a link opens: `own` is what it was made for, `ticket` the one that goes on.

    `is_shared` when another person reported it as well.
    """

    ticket: Ticket
    contact: Contact
    own: Ticket
    is_shared: bool


def ticket_of_link(token: str) -> Opened | None:
    """Find what a token opens; None for a foreign, broken or very old one, or another contact's."""
    try:
        ticket_id, contact_id, day, mark = _STANDING.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Ticket.objects.select_related("customer", "contact__customer", "owner", "present")
    own = rows.filter(pk=ticket_id, contact=contact_id).first()
    if own is None or own.contact is None or not is_of_now(own.contact, day, mark):
        return None
    ticket = own if own.merged_into_id is None else rows.get(pk=main_of(own).pk)
    reports = Ticket.objects.filter(Q(pk=ticket.pk) | Q(merged_into=ticket))
    return Opened(ticket, own.contact, own, reports.exclude(contact=own.contact).exists())
