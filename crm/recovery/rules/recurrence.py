"""Does it happen less often since a lesson was carried out: two spans of equal length, counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LONGEST: Final = timedelta(days=90)
#: Below this nothing can be read from a count.
SHORTEST: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Around:
    """The time around the day a lesson was carried out; both parts are equally long."""

    begins_at: datetime
    done_at: datetime
    ends_at: datetime

    @property
    def days(self) -> int:
        """Give the whole days of each part."""
        return (self.ends_at - self.done_at).days

    @property
    def is_too_early(self) -> bool:
        """Tell whether too little time has passed to compare."""
        return self.ends_at - self.done_at < SHORTEST


def around(done_at: datetime, now: datetime) -> Around:
    """Give as much time before a lesson was carried out as has passed since, 90 days at most."""
    span = min(LONGEST, max(timedelta(0), now - done_at))
    return Around(done_at - span, done_at, done_at + span)
