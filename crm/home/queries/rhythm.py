"""Who is due, reckoned by the database: as many customers as a team has never travel here.

The arithmetic is that of `secrets_manual.rules.health`: the median of the latest gaps between
days with a talk, kept within sense, after the last such day. A test holds the two together.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Customer, Pause
from crm import clock
from secrets_manual.rules.health import (
    FEWEST_TOUCHES,
    HORIZON,
    LATEST_GAPS,
    LONGEST_RHYTHM,
    SHORTEST_RHYTHM,
    WRITTEN,
)

_JUDGED = """
with circle as materialized ({circle}),
days as (
    select distinct talk.customer_id as home, (talk.at at time zone %(zone)s)::date as day
    from circle join secrets_manual_conversation talk on talk.customer_id = circle.id
    where talk.at > %(since)s and talk.at <= %(now)s and (
        talk.kind <> all (%(written)s) or talk.started_by = 'them'
        or exists (select from secrets_manual_turn turn where turn.conversation_id = talk.id))
),
gaps as (
    select home, day, day - lag(day) over talks as gap,
           count(*) over (partition by home) - row_number() over talks + 1 as back
    from days window talks as (partition by home order by day)
),
rhythm as (
    select home, count(*) as number, max(day) as last,
           percentile_cont(0.5) within group (order by gap) filter (where back <= %(gaps)s) as usual
    from gaps group by home
),
judged as (
    select circle.id, circle.name, circle.is_paused, coalesce(circle.next_touch_on,
        case when number >= %(fewest)s then
            last + least(%(longest)s, greatest(%(shortest)s, round(usual)))::int end) as due_on
    from circle left join rhythm on rhythm.home = circle.id
)
(select 'due', id, due_on, count(*) over () from judged
    where not is_paused and due_on <= %(today)s order by due_on, name, id limit %(shown)s)
union all
(select 'unknown', id, null, count(*) over () from judged
    where not is_paused and due_on is null order by name, id limit %(shown)s)
union all
(select 'paused', id, due_on, count(*) over () from judged
    where is_paused order by name, id limit %(shown)s)
union all
select 'all', 0, null, count(*) from judged
"""


@dataclass(frozen=True)
class Rhythms:
    """By "due", "unknown" and "paused": the first ids with their day, and how many there are.

    `n` customers were looked at, all of the circle.
    """

    lists: dict[str, dict[int, dt.date | None]]
    numbers: dict[str, int]
    n: int


def open_pauses(today: dt.date) -> QuerySet[Pause]:
    """Give the pauses that hold on a day: a snooze until its last day, the other until resumed."""
    return Pause.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=today), ended_at__isnull=True
    )


def rhythms_of(customers: QuerySet[Customer], *, today: dt.date, shown: int) -> Rhythms:
    """Judge some customers the reader may read: who is due, unknown, or left in peace.

    Who has been due for longest comes first. One question to the database.
    """
    paused = Exists(open_pauses(today).filter(customer=OuterRef("pk")))
    wanted = customers.order_by().annotate(is_paused=paused)
    rows = wanted.values_list("id", "name", "next_touch_on", "is_paused")
    words, given = rows.query.sql_with_params()
    named = {f"given_{place}": value for place, value in enumerate(given)}
    now = clock.now()
    found = Rhythms({"due": {}, "unknown": {}, "paused": {}}, {}, 0)
    with connection.cursor() as sql:
        sql.execute(
            _JUDGED.format(circle=words % tuple(f"%({name})s" for name in named)),
            named
            | {
                "zone": str(clock.company_zone()), "since": now - HORIZON, "now": now,
                "written": sorted(WRITTEN), "gaps": LATEST_GAPS, "fewest": FEWEST_TOUCHES,
                "longest": LONGEST_RHYTHM, "shortest": SHORTEST_RHYTHM, "today": today,
                "shown": shown,
            },
        )  # fmt: skip
        rows_found = sql.fetchall()
    for sort, pk, due_on, number in rows_found:
        found.numbers[sort] = number
        if sort != "all":
            found.lists[sort][pk] = due_on
    return Rhythms(found.lists, found.numbers, found.numbers["all"])
