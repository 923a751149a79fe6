"""How recovery has gone of late: in time or not, and how loyal the customers are since."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from accounts.models import Person
from accounts.queries import Slice, keyset
from crm.prepared import prepared
from crm.recovery.models import Breach, Cycle, Loyalty, Moment, State
from crm.recovery.queries.seen import tickets_visible_to
from crm.recovery.rules.shares import interval

LATELY = dt.timedelta(days=30)
BASELINE_WITHIN = dt.timedelta(days=365)
_TOLD, _KNOWN = Q(after__isnull=False), Q(before__isnull=False)
#: What became of a recovery; loyalty counts only where the same was asked before and after.
OUTCOMES: dict[str, Q] = {
    "in_time": Q(is_late=False),
    "late": Q(is_late=True),
    "more": _TOLD & _KNOWN & Q(after__gt=F("before")),
    "same": _TOLD & _KNOWN & Q(after=F("before")),
    "less": _TOLD & _KNOWN & Q(after__lt=F("before")),
    "no_answer": Q(after__isnull=True),
    "no_baseline": _TOLD & Q(before__isnull=True),
}


@dataclass(frozen=True)
class Lately:
    """How the recoveries of the last 30 days went."""

    n: int = 0
    in_time: int = 0
    late: int = 0
    more: int = 0
    same: int = 0
    less: int = 0
    no_answer: int = 0
    no_baseline: int = 0

    @property
    def percent(self) -> int:
        """Give the share recovered in time, in whole per cent."""
        return round(100 * self.in_time / self.n) if self.n else 0

    @property
    def low(self) -> int:
        """Give the lower end of its 95 % interval."""
        return interval(self.in_time, self.n)[0]

    @property
    def high(self) -> int:
        """Give the upper end of its 95 % interval."""
        return interval(self.in_time, self.n)[1]


def lately_for(person: Person, now: dt.datetime) -> Lately:
    """Count the recoveries of 30 days: in time, and how loyal the customers are since.

    Imported tickets are not ours to be proud of. Without an earlier answer, or a later one,
    a recovery is counted as neither.
    """
    rows = _counted(person, now)
    return Lately(*rows[0][1:]) if rows else Lately()


@prepared
def _counted(person: Person, now: dt.datetime) -> QuerySet[Cycle, tuple[int, ...]]:
    counts = {name: Count("pk", filter=which) for name, which in OUTCOMES.items()}
    rows = _recovered(person, now).order_by().annotate(one=Value(1)).values("one")
    return rows.annotate(n=Count("pk"), **counts).values_list("one", "n", *counts)


def recovered_lately(
    person: Person, now: dt.datetime, outcome: str = "", cursor: str | None = None
) -> Slice[Cycle]:
    """Give the recoveries that the figures count, newest first, or those of one outcome."""
    rows = _recovered(person, now).select_related("ticket__customer", "ticket__owner")
    if outcome in OUTCOMES:
        rows = rows.filter(OUTCOMES[outcome])
    return keyset(rows, order=("-recovered_at", "-id"), cursor=cursor)


def _recovered(person: Person, now: dt.datetime) -> QuerySet[Cycle]:
    return Cycle.objects.filter(
        recovered_at__gt=now - LATELY,
        recovered_at__lte=now,
        state=State.RECOVERED,
        is_imported=False,
        ticket__in=tickets_visible_to(person),
    ).annotate(
        is_late=Exists(Breach.objects.filter(cycle=OuterRef("pk"), clock="recover")),
        before=Subquery(score_before(person)),
        after=Subquery(score_after()),
    )


def score_before(person: Person) -> QuerySet[Loyalty, int]:
    """Give the latest answer before the report, at most a year old, that the reader may know of."""
    answers = Loyalty.objects.filter(
        customer=OuterRef("ticket__customer"),
        contact=OuterRef("ticket__contact"),
        answered_at__lt=OuterRef("ticket__reported_at"),
        answered_at__gte=OuterRef("ticket__reported_at") - BASELINE_WITHIN,
    ).exclude(hidden_from=person)
    return answers.order_by("-answered_at", "-id").values_list("score", flat=True)[:1]


def score_after() -> QuerySet[Loyalty, int]:
    answers = Loyalty.objects.filter(
        ticket=OuterRef("ticket"),
        moment=Moment.AFTER7,
        answered_at__gte=OuterRef("recovered_at"),
    )
    return answers.order_by("-answered_at", "-id").values_list("score", flat=True)[:1]
