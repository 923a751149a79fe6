"""What one of us writes for the customer to read on their own page."""

from accounts.models import Person
from crm.recovery.actions.acts import locked, one_act, save_cycle, touch, write_down
from crm.recovery.models import Ticket


def write_standing(
    *, person: Person, ticket: Ticket, understood_words: str, done_words: str
) -> Ticket:
    """Keep what we understood and what was done, as the customer reads both."""
    with one_act():
        row = locked(person, ticket)
        row.cycle.done_words = done_words.strip()
        save_cycle(row.cycle)
        touch(row, understood_words=understood_words.strip())
        write_down(
            "standing_written",
            row,
            person,
            words={"understood": row.understood_words, "done": row.cycle.done_words},
        )
        return row
