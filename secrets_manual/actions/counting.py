"""Counting customers behind themes and kinds, every night and when a theme changes.

The database counts and writes; no word of a secret and no customer's name comes back.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import F, Min, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from crm import clock
from secrets_manual.models import (
    KIND_LABELS,
    LAYER_LABELS,
    Measure,
    Secret,
    State,
    Theme,
)
from secrets_manual.models.finding import Answers, SearchWords, any_of
from secrets_manual.rules.sheets import FEWEST

#: Who is counted where: all, the team of the steward, the steward. A prospect counts too.
_WRITE = """
insert into secrets_manual_tally (measure_id, team_id, person_id, cut, segment, customers)
select %s, scope.team_id, scope.person_id, cell.cut, cell.segment, count(*)
from ({told}) told
join accounts_customer c on c.id = told.customer_id and c.merged_into_id is null
left join accounts_stewardship held on held.customer_id = c.id and held.from_on <= %s
    and (held.until_on is null or held.until_on >= %s)
left join accounts_person steward on steward.id = held.person_id
cross join lateral (values
    ('whole', ''),
    ('sector', c.sector),
    ('country', c.country),
    ('kind', c.kind),
    ('size', case when c.employees is null then ''
        when c.employees < 10 then '1-9' when c.employees < 50 then '10-49'
        when c.employees < 250 then '50-249' else '250+' end),
    ('quarter', case when told.known_on >= %s then 'now'
        when told.known_on >= %s then 'before' else 'earlier' end)
) cell(cut, segment)
cross join lateral (values
    ('all', null::bigint, null::bigint),
    ('team', steward.team_id, null),
    ('steward', null, steward.id)
) scope(of, team_id, person_id)
where scope.of = 'all' or scope.team_id is not null or scope.person_id is not null
group by 2, 3, 4, 5
"""


def quarter_of(day: dt.date) -> dt.date:
    """Give the first day of the quarter."""
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def shared_wants(*, kind: str = "", layer: str = "") -> QuerySet[Secret]:
    """Give what may be counted: kept, so neither withdrawn, hidden, hearsay nor a draft."""
    wants = Secret.objects.filter(state=State.KEPT).order_by()
    wants = wants.filter(kind=kind) if kind else wants
    return wants.filter(layer=layer) if layer else wants


def wants_of_theme(theme: Theme) -> QuerySet[Secret]:
    """Give the kept secrets and needs with one of the theme's words that five customers used."""
    wants = shared_wants(kind=theme.kind)
    words = [word for word in theme.words if _is_shared(wants, word)]
    if not words:
        return wants.none()
    return wants.filter(Answers(SearchWords("text"), any_of(words)))


def _is_shared(wants: QuerySet[Secret], word: str) -> bool:
    """Say whether five customers used a word: one that fewer used would find them out."""
    using = wants.filter(Answers(SearchWords("text"), any_of([word])))
    found = using.filter(customer__merged_into__isnull=True).values("customer").distinct()
    return found[:FEWEST].count() == FEWEST


def count_all() -> int:
    """Count every kind and every theme that is followed; gives how many were counted."""
    for kind in map(str, KIND_LABELS):
        for layer in map(str, LAYER_LABELS):
            _count(shared_wants(kind=kind, layer=layer), kind=kind, layer=layer)
    themes = list(Theme.objects.filter(is_followed=True))
    for theme in themes:
        count_theme(theme)
    return len(themes) + len(KIND_LABELS) * len(LAYER_LABELS)


def count_changed() -> int:
    """Count the themes that were changed since they were counted last."""
    changed = Theme.objects.filter(is_followed=True, measure__isnull=True)
    return len([count_theme(theme) for theme in changed])


def count_theme(theme: Theme) -> Measure:
    """Count one theme anew."""
    return _count(wants_of_theme(theme), theme=theme)


@transaction.atomic
def _count(wants: QuerySet[Secret], **of: Any) -> Measure:
    today = clock.today()
    quarter = quarter_of(today)
    stands = {"counted_at": clock.now(), "quarter_on": quarter}
    named: dict[str, Any] = {"theme": None, "kind": "", "layer": ""} | of
    measure, _is_new = Measure.objects.update_or_create(**named, defaults=stands)
    measure.tallies.all().delete()
    written = TruncDate("created_at", tzinfo=clock.company_zone())
    told = wants.values("customer_id").annotate(known_on=Min(Coalesce(F("told_on"), written)))
    try:
        sql, params = told.query.sql_with_params()
    except EmptyResultSet:
        return measure
    before = quarter_of(quarter - dt.timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE.format(told=sql), [measure.pk, *params, today, today, quarter, before]
        )
    return measure
