"""A customer's word to the directors: they read it, and nobody below them does."""

from accounts.models import Contact, Person
from accounts.queries import directors
from crm import clock
from crm.journal import actions as journal
from crm.recovery.actions.acts import locked, one_act
from crm.recovery.actions.telling import tell_of
from crm.recovery.models import Ticket
from crm.recovery.queries import Audiences


def complain(
    *, contact: Contact, ticket: Ticket, words: str, about_owner: bool, once: str
) -> Ticket:
    """Tell every active director what the customer wants them to know.

    The line on the timeline is for managers. The owner learns that a director is asked for,
    and no word of it; of a complaint about themselves nothing, be they a director or not.
    """
    with one_act():
        row = locked(None, ticket)
        spared = {row.hidden_from_id} | ({row.owner_id} if about_owner else set())
        told = [one for one in directors() if one.pk not in spared]
        journal.record(
            "recovery.customer_complained",
            contact_id=contact.pk,
            subject_kind="ticket",
            subject_id=row.pk,
            customer_id=row.customer_id,
            words={"words": words},
            facts={"about": row.owner_id if about_owner else None, "cycle": row.cycle.number},
            audience="managers",
        )
        tell_of("complaint", row, told, once=f"complaint:{once}", said=words, is_for_few=True)
        if not about_owner:
            tell_of("director_wanted", row, _owner_of(row, told), once=f"director:{once}")
        return row


def _owner_of(row: Ticket, told: list[Person]) -> list[Person]:
    known = {one.pk for one in told}
    people = Audiences(clock.now()).owner_or_leads(row) if row.owner_id else []
    return [one for one in people if one.pk not in known]
