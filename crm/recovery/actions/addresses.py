"""The signed address of a ticket: whoever holds it was written to by us about that ticket."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from crm.recovery.models import Ticket
from crm.recovery.queries import main_of
from crm.recovery.rules import mail

_LETTERS = 32  # of sixteen each: 128 bits


def reply_address(ticket_id: int | str) -> str:
    """Give where answers about a ticket go; "" where no mailbox is set up."""
    if not settings.MAILBOX:
        return ""
    return mail.reply_address(settings.MAILBOX, int(ticket_id), _signature(int(ticket_id)))


def ticket_addressed(addresses: Iterable[str]) -> Ticket | None:
    """Give the ticket whose signed address is among these; None when no signature holds.

    What is addressed to a merged ticket is for the one that goes on.
    """
    if not settings.MAILBOX:
        return None
    for ticket_id, signature in mail.tickets_named(addresses, settings.MAILBOX):
        if constant_time_compare(signature, _signature(ticket_id)):
            found = Ticket.objects.filter(pk=ticket_id).first()
            return main_of(found) if found else None
    return None


def _signature(ticket_id: int) -> str:
    keys = salted_hmac("crm.recovery.reply", str(ticket_id), algorithm="sha256")
    return keys.hexdigest()[:_LETTERS]
