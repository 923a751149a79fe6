"""Saying that two tickets belong together, without changing either."""

from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.recovery.actions.acts import locked, one_act, touch, write_down
from crm.recovery.models import Ticket, TicketLink
from crm.recovery.queries import tickets_visible_to


def link_tickets(*, person: Person, ticket: Ticket, other: int, kind: str) -> TicketLink:
    """Link a ticket with another one that the person may read."""
    with one_act():
        row = locked(person, ticket)
        far = _found(person, other)
        low, high = sorted((row.pk, far.pk))
        made = TicketLink(one_id=low, other_id=high, kind=kind, made_by=person)
        made.full_clean()
        made.save()
        _write_both("tickets_linked", row, far, person, kind)
        return made


def unlink_tickets(*, person: Person, ticket: Ticket, other: int) -> None:
    """Take a link away; both tickets stay as they are."""
    with one_act():
        row = locked(person, ticket, even_merged=True)
        far = _found(person, other)
        low, high = sorted((row.pk, far.pk))
        link = TicketLink.objects.select_for_update().filter(one=low, other=high).first()
        if link is None:
            raise RuleBrokenError(_("These two are not linked."), "recovery.not_linked")
        link.delete()
        _write_both("tickets_unlinked", row, far, person, link.kind)


def _found(person: Person, number: int) -> Ticket:
    seen = tickets_visible_to(person).select_related("present").filter(pk=number).first()
    if seen is None:
        raise RuleBrokenError(
            _("There is no such ticket."), "recovery.no_such_ticket", field="other", status=400
        )
    return seen


def _write_both(kind: str, row: Ticket, far: Ticket, person: Person, link: str) -> None:
    touch(row)
    write_down(kind, row, person, other=far.pk, link=link)
    # Of one that is kept from somebody, the other says nothing.
    if row.hidden_from_id is None:
        write_down(kind, far, person, other=row.pk, link=link)
