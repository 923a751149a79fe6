"""What one row of a file says of consent."""

import datetime as dt
from dataclasses import dataclass

from accounts.actions.bulk import Ready
from accounts.models import Answer, Purpose

PREFIX = "consent_"
#: The two answers that stand as flags on the contact too, and what the flag is when refused.
FLAGS = {
    Purpose.CARD.value: ("may_be_asked", False),
    Purpose.SURPRISE.value: ("no_surprises", True),
}


@dataclass(frozen=True, slots=True)
class ToldInFile:
    """One answer of a file; `at` and `source` where the cell says them."""

    answer: str
    at: dt.datetime | None
    source: str


def flags_told(row: Ready) -> dict[str, bool]:
    """Give the contact's flags as the answers of a row have them."""
    told = told_in(row)
    return {
        flag: refused if told[purpose].answer == Answer.REFUSED else not refused
        for purpose, (flag, refused) in FLAGS.items()
        if purpose in told
    }


def told_in(row: Ready) -> dict[str, ToldInFile]:
    """Give the answers of a row by purpose."""
    return {
        name.removeprefix(PREFIX): value
        for name, value in row.values.items()
        if isinstance(value, ToldInFile)
    }
