"""The link by which a contact reads how their mishap stands; signed, kept in no table.

It opens one ticket to whom that ticket is about, at the address the link was sent to.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.actions import is_of_now, mark_of_address
from accounts.models import Contact
from crm import clock
from crm.recovery.models import Ticket

_STANDING = signing.Signer(salt="crm.recovery.standing", sep=".")


def standing_url(ticket: Ticket, contact: Contact) -> str:
    """Give the whole address of the page of a ticket for its contact."""
    return f"{settings.BASE_URL}{reverse('oops_at', args=[standing_token(ticket, contact)])}"


def standing_token(ticket: Ticket, contact: Contact) -> str:
    """Give the token of that page."""
    named = [ticket.pk, contact.pk, clock.today().toordinal(), mark_of_address(contact)]
    return str(_STANDING.sign_object(named))


def ticket_of_link(token: str) -> tuple[Ticket, Contact] | None:
    """Find what a token opens; None for a foreign, broken or very old one, or another contact's."""
    try:
        ticket_id, contact_id, day, mark = _STANDING.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    ticket = (
        Ticket.objects.filter(pk=ticket_id, contact=contact_id)
        .select_related("customer", "contact__customer", "owner", "present")
        .first()
    )
    if ticket is None or ticket.contact is None or not is_of_now(ticket.contact, day, mark):
        return None
    return ticket, ticket.contact
