"""The short list of causes, how often each occurs, and whether what we changed helped."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import Person
from accounts.queries import Slice, keyset
from crm import clock
from crm.recovery.models import Cause, Ticket
from crm.recovery.queries.seen import tickets_visible_to
from crm.recovery.rules.recurrence import Around, around

LATELY = dt.timedelta(days=90)
SAID_SHOWN = 20


@dataclass(frozen=True)
class CauseRow:
    """One cause, with the tickets of it that the reader may see.

    `before` and `after` are counted in the two spans of `span`, around the day the first lesson
    was carried out; None where none was.
    """

    cause: Cause
    lately: int
    ever: int
    lessons: int
    span: Around | None
    before: int = 0
    after: int = 0


def causes_counted(person: Person) -> list[CauseRow]:
    """Give every cause, those still offered first, in three questions."""
    now = clock.now()
    seen = tickets_visible_to(person).filter(merged_into__isnull=True)
    counts = {row["cause"]: row for row in _counts(seen, now)}
    spans = {pk: around(row["first_done"], now) for pk, row in counts.items() if row["first_done"]}
    around_them = _around_counts(seen, spans)
    causes = Cause.objects.order_by("-is_active", "name", "id")
    return [_row(cause, counts.get(cause.pk, {}), spans, around_them) for cause in causes]


def _counts(seen: QuerySet[Ticket], now: dt.datetime) -> Iterable[Any]:
    learnt = Q(cycles__lesson_by_on__isnull=False)
    return (
        seen.filter(cause__isnull=False)
        .order_by()
        .values("cause")
        .annotate(
            ever=Count("pk", distinct=True),
            lately=Count("pk", distinct=True, filter=Q(reported_at__gt=now - LATELY)),
            lessons=Count("cycles", distinct=True, filter=learnt),
            first_done=Min("cycles__lesson_done_at"),
        )
    )


def _around_counts(seen: QuerySet[Ticket], spans: Mapping[int, Around]) -> dict[str, int]:
    """Count the reports in both spans of each cause, in one question."""
    wanted: dict[str, Count] = {}
    for pk, span in spans.items():
        of_it = Q(cause=pk, reported_at__gte=span.begins_at, reported_at__lt=span.done_at)
        since = Q(cause=pk, reported_at__gte=span.done_at, reported_at__lt=span.ends_at)
        wanted |= {f"before_{pk}": Count("pk", filter=of_it)}
        wanted |= {f"after_{pk}": Count("pk", filter=since)}
    return seen.order_by().aggregate(**wanted) if wanted else {}


def _row(
    cause: Cause,
    counts: Mapping[str, Any],
    spans: Mapping[int, Around],
    around_them: Mapping[str, int],
) -> CauseRow:
    return CauseRow(
        cause=cause,
        lately=counts.get("lately", 0),
        ever=counts.get("ever", 0),
        lessons=counts.get("lessons", 0),
        span=spans.get(cause.pk),
        before=around_them.get(f"before_{cause.pk}", 0),
        after=around_them.get(f"after_{cause.pk}", 0),
    )


def said_causes(person: Person) -> QuerySet[Ticket]:
    """Give the tickets one may see whose cause was said in own words and is on no list yet."""
    seen = tickets_visible_to(person).filter(merged_into__isnull=True, cause__isnull=True)
    return seen.exclude(cause_words="")


def said_counted(person: Person) -> list[Any]:
    """Give what was said so, most often first: `words`, `n`, and the latest ticket's number."""
    rows = said_causes(person).order_by().values(said=Lower("cause_words"))
    counted = rows.annotate(n=Count("pk"), latest=Max("pk"), words=Max("cause_words"))
    return list(counted.order_by("-n", "said")[:SAID_SHOWN])


def tickets_of_cause(person: Person, cause: Cause, cursor: str | None) -> Slice[Ticket]:
    """Give the tickets of a cause that the reader may see, the latest first."""
    rows = tickets_visible_to(person).filter(cause=cause).select_related("customer", "present")
    return keyset(rows, order=("-reported_at", "-id"), cursor=cursor)
