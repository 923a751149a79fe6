"""What one card of the docket holds."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy

Words = str | Lazy
#: Whose ticket the clock of a card is.
YOURS, NOBODYS, OTHERS = "yours", "nobodys", "others"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One card: what it is, whose, by when, and the one thing to do about it.

    `due_at` and `started_at` draw the clock of a ticket; a promise shows `due_at` in words.
    Cards with a time come first, the nearest first; the others by `rank`, the lowest first.
    `done_url` takes a POST that ends the matter at once; `act_url` one that begins something
    and leads on to it. `whose` ticket it is, where it is one. `begins_at` is shown as the hour
    of a meeting. `acts` are several ways on, each its words and its page, instead of one button.
    """

    kind: Words
    icon: str
    title: Words
    url: str
    text: Words = ""
    strong: Words = ""
    button: Words = ""
    due_at: dt.datetime | None = None
    started_at: dt.datetime | None = None
    purpose: Words = ""
    number: int | None = None
    done_url: str = ""
    act_url: str = ""
    act_button: Words = ""
    begins_at: dt.datetime | None = None
    acts: tuple[tuple[Words, str], ...] = ()
    rank: int = 5
    nearness: int = 0
    whose: str = ""

    @property
    def place(self) -> tuple[bool, int, float, int]:
        """Where it stands in the docket; `nearness` parts one's own queue from the others'."""
        timed = self.due_at is not None
        at = self.due_at.timestamp() if self.due_at else 0
        return not timed, self.nearness, at, self.rank


@dataclass(frozen=True)
class Done:
    """Something already done today."""

    words: Words
    at: dt.datetime
