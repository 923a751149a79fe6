"""Opening and closing a customer's secrets to service staff, in the ticket's own transaction."""

from django.db import transaction

from accounts.models import Customer
from crm import clock
from crm.journal import actions as journal
from secrets_manual.models import ReadingWindow


@transaction.atomic
def open_reading_window(*, customer: Customer, ticket_id: str) -> ReadingWindow:
    """Let service staff read the customer's secrets while the ticket is open; twice is once."""
    window, is_new = ReadingWindow.objects.get_or_create(
        customer=customer,
        ticket_id=str(ticket_id),
        closed_at=None,
        defaults={"opened_at": clock.now()},
    )
    if is_new:
        _note("secrets_manual.reading_window_opened", customer, str(ticket_id))
    return window


@transaction.atomic
def close_reading_window(*, customer: Customer, ticket_id: str) -> bool:
    """Close it again; False when it was not open."""
    closed = ReadingWindow.objects.filter(
        customer=customer, ticket_id=str(ticket_id), closed_at__isnull=True
    ).update(closed_at=clock.now())
    if closed:
        _note("secrets_manual.reading_window_closed", customer, str(ticket_id))
    return bool(closed)


def _note(kind: str, customer: Customer, ticket_id: str) -> None:
    journal.record(
        kind,
        subject_kind="manual",
        subject_id=customer.pk,
        customer_id=customer.pk,
        facts={"ticket": ticket_id},
    )
