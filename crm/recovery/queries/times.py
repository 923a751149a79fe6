"""How long it took, as percentiles in which those still waiting count: reckoned by the database.

The product-limit estimate (Kaplan and Meier, 1958): at each time somebody was done, the share
still waiting shrinks by those done among those still watched. A case that is open now was watched
until now. One whose customer left was never done, and stays among the waiting for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from accounts.models import Person
from crm import clock
from crm.recovery.models import Cycle
from crm.recovery.queries.cases import Period, with_marks
from crm.recovery.rules.shares import interval

#: A percentile of fewer cases says nothing.
FEWEST = 5
#: So many customers, those with the most cases and more than one, are told apart.
CUSTOMERS = 20
_COLUMNS = (
    "id", "started_at", "responded_at", "recovered_at", "lost_at", "is_imported", "number",
    "ticket__severity", "ticket__cause_id", "ticket__customer_id", "is_repeat",
    "late_to_respond", "late_to_recover", "mine", "days_only",
)  # fmt: skip
_FIGURES = """
with cases(id, started, responded, recovered, lost, imported, number, severity, cause, customer,
           repeat, late_to_respond, late_to_recover, mine, days_only) as materialized ({circle}),
often as (
    select customer from cases group by 1
    having count(*) > 1 order by count(*) desc, 1 limit %(customers)s
),
grouped as (
    select cases.*, part.sort, part.key from cases cross join lateral (values
        ('all', 0), ('severity', severity), ('cause', coalesce(cause, 0)), ('person', mine),
        ('month', (extract(year from started at time zone %(zone)s) * 100
                   + extract(month from started at time zone %(zone)s))::bigint),
        ('customer', case when customer in (select customer from often) then customer end)
    ) as part(sort, key) where part.key is not null
),
spans as (
    select sort, key, watched, done is not null as is_done, case
        when done is not null then extract(epoch from done - started)::float8
        when lost is not null then 'infinity'::float8
        else extract(epoch from %(now)s - started)::float8 end as seconds
    from grouped cross join lateral (values ('respond', responded), ('recover', recovered))
        as clock(watched, done)
    where not days_only and (watched = 'recover' or responded is not null or not imported)
),
moments as (
    select sort, key, watched, seconds, count(*) as cases, count(*) filter (where is_done) as done
    from spans group by 1, 2, 3, 4
),
watched as (
    select *, sum(cases) over (partition by sort, key, watched order by seconds desc) as waiting
    from moments
),
waits as (
    select *, exp(sum(case when done = waiting then -60 else ln(1 - done / waiting)::float8 end)
        over (partition by sort, key, watched order by seconds)) - 1e-9 as share
    from watched
),
points as (
    select sort, key, watched, sum(cases)::bigint as cases, sum(cases - done)::bigint as undone,
        min(seconds) filter (where done > 0 and share <= 0.5) as half,
        min(seconds) filter (where done > 0 and share <= 0.25) as most,
        min(seconds) filter (where done > 0 and share <= 0.1) as nearly
    from waits group by 1, 2, 3
),
counts as (
    select sort, key, count(*) as cases,
        count(*) filter (where recovered is null and lost is null) as open,
        count(*) filter (where lost is not null) as lost,
        count(*) filter (where not days_only
                         and started <= %(now)s - interval '24 hours') as day,
        count(*) filter (where not days_only and started <= %(now)s - interval '24 hours'
                         and recovered <= started + interval '24 hours') as within,
        count(*) filter (where late_to_respond) as late_to_respond,
        count(*) filter (where late_to_recover) as late_to_recover,
        count(*) filter (where repeat) as repeats, count(*) filter (where number > 1) as again
    from grouped group by 1, 2
)
select counts.sort, counts.key, coalesce(cause.name, customer.name, person.name, ''),
    counts.cases, open, lost, day, within, late_to_respond, late_to_recover, repeats, again,
    coalesce(first.cases, 0), coalesce(first.undone, 0), first.half, first.most, first.nearly,
    coalesce(last.cases, 0), coalesce(last.undone, 0), last.half, last.most, last.nearly
from counts
left join points first on first.sort = counts.sort and first.key = counts.key
    and first.watched = 'respond'
left join points last on last.sort = counts.sort and last.key = counts.key
    and last.watched = 'recover'
left join recovery_cause cause on counts.sort = 'cause' and cause.id = counts.key
left join accounts_customer customer on counts.sort = 'customer' and customer.id = counts.key
left join accounts_person person on counts.sort = 'person' and person.id = counts.key
"""


@dataclass(frozen=True)
class Spans:
    """How long it took in `n` cases, of which `undone` were not done; percentiles in seconds.

    A percentile is None while so many are not done yet. `too_few` says that none is meant.
    """

    n: int = 0
    undone: int = 0
    half: float | None = None
    most: float | None = None
    nearly: float | None = None

    @property
    def too_few(self) -> bool:
        return self.n < FEWEST

    @property
    def points(self) -> tuple[float | None, float | None, float | None]:
        """Give the times within which a half, three quarters and nine of ten were done."""
        return self.half, self.most, self.nearly


@dataclass(frozen=True)
class Figure:
    """The figures of one group of cases; `within` counts of the `day` that are a day old."""

    by: str
    key: int
    name: str
    n: int
    open: int
    lost: int
    day: int
    within: int
    late_to_respond: int
    late_to_recover: int
    repeats: int
    again: int
    respond: Spans = field(default_factory=Spans)
    recover: Spans = field(default_factory=Spans)

    @property
    def percent(self) -> int:
        """Give the share recovered within 24 hours, in whole per cent."""
        return round(100 * self.within / self.day) if self.day else 0

    @property
    def range(self) -> tuple[int, int]:
        """Give its 95 % interval."""
        return interval(self.within, self.day)


def figures_of(person: Person, cases: QuerySet[Cycle], period: Period) -> list[Figure]:
    """Give the figures of all cases and of every group of them, in one question."""
    circle = with_marks(cases, person).order_by().values_list(*_COLUMNS)
    words, given = circle.query.sql_with_params()
    named = {f"given_{place}": value for place, value in enumerate(given)}
    sql = _FIGURES.format(circle=words % tuple(f"%({name})s" for name in named))
    own = {"zone": str(clock.company_zone()), "now": period.now, "customers": CUSTOMERS}
    with connection.cursor() as asked:
        asked.execute(sql, named | own)
        return [_figure(row) for row in asked.fetchall()]


def _figure(row: Sequence[Any]) -> Figure:
    return Figure(*row[:12], *(Spans(*part) for part in (row[12:17], row[17:])))
