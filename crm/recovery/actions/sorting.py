"""What somebody of service does with mail that no signature brought to a ticket."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from crm.recovery.actions.acts import locked, one_act, touch, write_down
from crm.recovery.actions.opening import open_ticket
from crm.recovery.actions.receiving import contact_of
from crm.recovery.actions.reporting import acknowledge
from crm.recovery.actions.telling import tell_of
from crm.recovery.models import CameBy, Message, Place, Ticket
from crm.recovery.permissions import may_sort_mail
from crm.recovery.queries import main_of


def attach_mail(*, person: Person, message: Message, ticket: Ticket) -> Message:
    """Put a waiting mail into a ticket's conversation, and tell its owner."""
    with one_act():
        row, mail = locked(person, main_of(ticket)), _waiting(person, message)
        mail.ticket, mail.place = row, Place.JOINED
        mail.contact = contact_of(row, mail.from_address)
        mail.save()
        touch(row)
        write_down("mail_attached", row, person, message=mail.pk)
        if row.owner is not None and row.owner_id not in {person.pk, row.hidden_from_id}:
            tell_of("their_word", row, [row.owner], once=f"word:{mail.pk}")
        return mail


def open_from_mail(*, person: Person, message: Message, **report: Any) -> Ticket:
    """Open a ticket of a waiting mail (see `open_ticket`), with it as the first word.

    Who wrote on our page is mailed where it stands, now that somebody says who they are.
    """
    with one_act():
        ticket = open_ticket(person=person, **report)
        attach_mail(person=person, message=message, ticket=ticket)
        if message.came_by == CameBy.FORM:
            acknowledge(ticket)
        return ticket


def set_mail_aside(*, person: Person, message: Message) -> Message:
    """Say that a waiting mail tells of no mishap; it goes after thirty days."""
    with one_act():
        mail = _waiting(person, message)
        mail.place = Place.ASIDE
        mail.save()
        journal.record(
            "recovery.mail_set_aside", person=person, subject_kind="message", subject_id=mail.pk
        )
        return mail


def _waiting(person: Person, message: Message) -> Message:
    if not may_sort_mail(person):
        raise NotAllowedError(_("Service staff look at mail that came in."))
    row = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if row.place != Place.WAITING:
        raise RuleBrokenError(
            _("Somebody was first: this mail waits no longer."), "recovery.sorted"
        )
    return row
