"""What somebody who is not in the room would ask, chosen from the facts about them."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final


class Ask(StrEnum):
    """One question from the empty chair; those from a fact come before those always fit to ask."""

    MISHAP_LATE = "mishap_late"
    MISHAP_OPEN = "mishap_open"
    PROMISE_BROKEN = "promise_broken"
    PROMISE_LATE = "promise_late"
    NEVER_ASKED = "never_asked"
    ASKED_LONG_AGO = "asked_long_ago"
    SILENT = "silent"
    ONLY_ONE = "only_one"
    THEY_DO = "they_do"
    DECIDING = "deciding"
    WHAT_IT_DOES = "what_it_does"
    WHO_TELLS = "who_tells"
    WOULD_YOU = "would_you"


SHOWN: Final = 3
#: At most so many come from facts, so that the question of every meeting is always asked.
FROM_FACTS: Final = 2
ALWAYS: Final = (Ask.WHAT_IT_DOES, Ask.WHO_TELLS, Ask.WOULD_YOU)
#: A mishap past its time makes the plain question about an open one needless; so do the others.
_STRONGER: Final = {Ask.MISHAP_OPEN: Ask.MISHAP_LATE, Ask.PROMISE_LATE: Ask.PROMISE_BROKEN}


def questions_from(facts: Collection[Ask]) -> list[Ask]:
    """Give three questions: the gravest that the facts raise, then those always fit to ask."""
    raised = [
        ask
        for ask in Ask
        if ask in facts and ask not in ALWAYS and _STRONGER.get(ask) not in set(facts)
    ]
    return [*raised[:FROM_FACTS], *ALWAYS][:SHOWN]
