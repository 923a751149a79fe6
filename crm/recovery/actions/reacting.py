"""How a surprise was received, said once it is known."""

from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import RuleBrokenError
from crm.recovery.actions.acts import locked, one_act, save_cycle, touch, write_down
from crm.recovery.models import State, Ticket
from secrets_manual import actions as manual
from secrets_manual.models import Reception

#: Beside the words for a reception: it startled them, so that its secret is used no more.
STARTLED = "startled"


def react(*, person: Person, ticket: Ticket, reception: str, words: str = "") -> Ticket:
    """Write down how the surprise was received, in their words where there are some.

    `reception` is welcome, neutral, unwelcome or startled; the use of the secret says the same,
    and a secret that startled is offered nowhere any more. It may be said after the ticket closed.
    """
    with one_act():
        row = locked(person, ticket)
        cycle = row.cycle
        if cycle.surprised_at is None or cycle.state == State.MERGED:
            raise RuleBrokenError(_("Nothing was given here yet."), "recovery.nothing_given")
        startled = reception == STARTLED
        cycle.reception = Reception.UNWELCOME if startled else Reception(reception)
        # A surprise may bear a time just ahead of the database's clock.
        cycle.reacted_at = max(clock.database_now(), cycle.surprised_at)
        cycle.reaction_words = words.strip()
        save_cycle(cycle)
        touch(row)
        if cycle.secret_id is not None:
            manual.judge_on_ticket(
                person=person,
                secret_id=cycle.secret_id,
                ticket_id=str(row.pk),
                reception=cycle.reception,
                startled=startled,
            )
        write_down(
            "customer_reacted",
            row,
            person,
            words={"words": cycle.reaction_words},
            reception=cycle.reception,
            startled=startled,
        )
        return row
