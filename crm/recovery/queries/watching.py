"""Figures of the ladders for whoever watches the installation; no names, nothing of customers."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

LATELY = dt.timedelta(days=1)
_FIGURES = """
    select
        (select count(*) from recovery_rung where state = 'waiting' and due_at < %(now)s),
        (select extract(epoch from %(now)s - min(due_at)) from recovery_rung
            where state = 'waiting' and due_at < %(now)s),
        count(*),
        percentile_cont(array[0.5, 0.95, 0.99]) within group (
            order by extract(epoch from climbed_at - due_at))
    from recovery_rung where state = 'climbed' and climbed_at > %(since)s
"""


@dataclass(frozen=True)
class LadderFigures:
    """Rungs due now and the seconds the oldest is late; those climbed within a day, how late.

    `lateness` holds the seconds at the 50th, 95th and 99th percentile; empty without a climb.
    """

    due: int
    oldest_late_seconds: float
    climbed: int
    lateness: tuple[float, ...]


def ladder_figures(now: dt.datetime) -> LadderFigures:
    """Count what is due and what was climbed within a day."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"now": now, "since": now - LATELY})
        due, oldest, climbed, lateness = cursor.fetchone()
    late = tuple(round(float(one), 3) for one in lateness or ())
    return LadderFigures(due, round(float(oldest or 0), 3), climbed, late)
