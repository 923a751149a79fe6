"""What the customer told us while we put a mishap right: it is not for the ticket alone."""

from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.recovery.actions.acts import locked, one_act
from crm.recovery.models import State, Ticket
from secrets_manual import actions as manual
from secrets_manual.models import Secret


def keep_told(
    *,
    person: Person,
    ticket: Ticket,
    words: str,
    question: str = "",
    for_surprises: bool = False,
) -> Secret:
    """Put what they said into their manual, or send it to whoever writes that.

    The gate is asked first, so that the note of its refusal stays. A ticket born of a card
    tells nothing: who keeps the manual may be the very person it is hidden from.
    """
    manual.check_words(words, person=person)
    with one_act():
        row = locked(person, ticket)
        if row.state != State.OPEN:
            raise RuleBrokenError(_("This ticket is closed."), "recovery.already_closed")
        if row.hidden_from_id is not None:
            raise RuleBrokenError(
                _("They stay closed on a ticket born of a report card."), "recovery.born_of_a_card"
            )
        return manual.pass_on_answer(
            person=person,
            customer=row.customer,
            contact=row.contact,
            text=words,
            ticket_id=str(row.pk),
            question=question,
            for_surprises=for_surprises,
        )
