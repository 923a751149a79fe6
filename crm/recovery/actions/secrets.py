"""What a ticket has to do with the manual: it opens it to service staff, uses it, promises.

A ticket born of a card opens nothing and promises nothing there: the manual's keeper sees
who reads it and what is promised, and may be the very person the ticket is hidden from.
"""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import RuleBrokenError
from crm.recovery.actions.acts import find_visible
from crm.recovery.models import Ticket
from crm.recovery.rules import surprise_cap
from secrets_manual import actions as manual
from secrets_manual.models import Reception, Secret, Use
from secrets_manual.rules.kinds import Use as UseCode


def open_secrets(ticket: Ticket) -> None:
    """Let service staff read the customer's secrets while the ticket is open."""
    if ticket.hidden_from_id is None:
        manual.open_reading_window(customer=ticket.customer, ticket_id=str(ticket.pk))


def close_secrets(ticket: Ticket) -> None:
    """Close them again with the ticket."""
    manual.close_reading_window(customer=ticket.customer, ticket_id=str(ticket.pk))


def promise_fix(ticket: Ticket, person: Person | None, due_at: dt.datetime) -> None:
    """Make the lasting fix a promise with its own reminder."""
    if person is None or ticket.hidden_from_id is not None:
        return
    words = _("The lasting fix of OOPS %(number)s") % {"number": ticket.pk}
    promised = ticket.cycle.promised_words[:400]
    told = f"{words}: {promised}" if promised else words
    # What a ticket says is not for the manual where the manual may not keep it.
    words = told if manual.passes(told) else words
    manual.make_promise(
        person=person,
        customer=ticket.customer,
        contact=ticket.contact,
        words=words,
        due_at=due_at,
        owner=ticket.owner,
        ticket_id=str(ticket.pk),
    )


def move_promises(of: Ticket, to: Ticket, only: Collection[int] | None = None) -> list[int]:
    """Let what was promised on one ticket be a promise of another; gives which."""
    return manual.move_ticket_promises(from_ticket=str(of.pk), to_ticket=str(to.pk), only=only)


def check_surprise(words: str, person: Person | None) -> None:
    """Refuse words of a surprise that the manual may not keep; the refusal's note stays."""
    manual.check_words(words, person=person)


def write_gift(ticket: Ticket, person: Person) -> None:
    """Put a surprise that cost something into the register of gifts, which asks the limits."""
    cycle, contact = ticket.cycle, ticket.contact
    official = contact is not None and contact.is_public_official
    at = cycle.surprised_at or cycle.started_at
    try:
        manual.give_on_ticket(
            person=person,
            customer=ticket.customer,
            contact=contact,
            what=cycle.surprise_words,
            value_minor=cycle.surprise_cost_minor,
            on=at.astimezone(clock.company_zone()).date(),
            ticket_id=str(ticket.pk),
            most_minor=surprise_cap(ticket.severity, public_official=official),
            hidden_from=ticket.hidden_from,
        )
    except RuleBrokenError as error:
        raise RuleBrokenError(
            error.message, "recovery.over_budget", field="cost", status=400
        ) from error


def call_creepy(*, person: Person, ticket: Ticket, secret: int) -> None:
    """Say that a surprise from this secret would startle them: it is offered nowhere any more."""
    find_visible(person, ticket)
    row = Secret.objects.filter(pk=secret, customer=ticket.customer_id).first()
    if row is None:
        raise _unknown_secret()
    manual.hold_back_secret(person=person, secret=row, ticket_id=str(ticket.pk))


def _unknown_secret() -> RuleBrokenError:
    return RuleBrokenError(
        _("There is no such secret of this customer."),
        "recovery.unknown_secret",
        field="secret",
        status=400,
    )


def _was_unwelcome(secret: Secret) -> bool:
    return Use.objects.filter(secret=secret, reception=Reception.UNWELCOME).exists()


def use_secret(ticket: Ticket, person: Person | None) -> None:
    """Record that the surprise used a secret of this customer, and how it was received."""
    cycle = ticket.cycle
    secret = Secret.objects.filter(pk=cycle.secret_id or 0, customer=ticket.customer_id).first()
    if secret is None or person is None:
        raise _unknown_secret()
    is_held_back = UseCode.SURPRISE.value not in secret.uses or secret.do_not_mention
    if is_held_back or _was_unwelcome(secret):
        raise RuleBrokenError(
            _("It may not be used for a surprise. Choose another one."),
            "recovery.not_for_surprises",
            field="secret",
            status=400,
        )
    manual.record_use(
        person=person,
        secret=secret,
        ticket_id=str(ticket.pk),
        how=cycle.surprise_words,
        reception=cycle.reception,
    )
