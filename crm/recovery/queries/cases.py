"""The cases that figures count: every time the clock ran, of the tickets a person may read."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from accounts.models import Person
from accounts.queries import Slice, keyset
from crm import clock
from crm.recovery.models import Breach, Cycle, State
from crm.recovery.queries.loyal import WORDS, with_answers
from crm.recovery.queries.seen import tickets_visible_to

A_DAY = dt.timedelta(hours=24)
SPANS = (3, 6, 12, 24)
GROUPS = ("all", "severity", "cause", "month", "customer", "person")


@dataclass(frozen=True)
class Period:
    """Whole months of the company's calendar up to now; `imported` counts older systems' too."""

    months: int
    now: dt.datetime
    imported: bool = False

    @property
    def begins_at(self) -> dt.datetime:
        """Give the first instant of the first month."""
        local = self.now.astimezone(clock.company_zone())
        month = local.year * 12 + local.month - self.months
        return dt.datetime(month // 12, month % 12 + 1, 1, tzinfo=local.tzinfo)


def cases_of(person: Person, period: Period) -> QuerySet[Cycle]:
    """Give the cases that began in a period; a ticket opened again is another case.

    What was merged into another ticket is counted there.
    """
    cases = Cycle.objects.filter(
        merged_at__isnull=True,
        ticket__in=tickets_visible_to(person),
        started_at__gte=period.begins_at,
        started_at__lte=period.now,
    )
    return cases if period.imported else cases.filter(is_imported=False)


def with_marks(cases: QuerySet[Cycle], person: Person) -> QuerySet[Cycle]:
    """Add what is counted of a case: repeat, late to respond, late to recover, whose it is."""
    breach = Breach.objects.filter(cycle=OuterRef("pk"))
    return cases.annotate(
        is_repeat=_true_where(repeats(person)),
        late_to_respond=Exists(breach.filter(clock="respond")),
        late_to_recover=Exists(breach.filter(clock="recover")),
        mine=Case(
            When(_of_my_people(person), then=F("ticket__owner")),
            default=Value(None),
            output_field=IntegerField(),
        ),
    )


def _true_where(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def _of_my_people(person: Person) -> Q:
    """Only managers see figures of persons, of those they manage."""
    if not person.has_role("manager"):
        return Q(pk__isnull=True)
    return Q(ticket__owner__team__manager=person) & ~Q(ticket__owner=person)


def repeats(person: Person) -> Q:
    """Tell first cases within 30 days of an earlier mishap that the reader may know of."""
    earlier = Q(ticket__repeat_of__in=tickets_visible_to(person).values("pk"))
    return Q(number=1) & earlier


def _in_group(person: Person, by: str, key: int, zone: dt.tzinfo | None) -> Q:
    if by == "severity":
        return Q(ticket__severity=key)
    if by == "cause":
        return Q(ticket__cause=key) if key else Q(ticket__cause__isnull=True)
    if by == "customer":
        return Q(ticket__customer=key)
    if by == "person":
        return _of_my_people(person) & Q(ticket__owner=key)
    if by == "month":
        return _in_month(key, zone)
    return Q()


def _in_month(key: int, zone: dt.tzinfo | None) -> Q:
    year, month = divmod(key, 100)
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return Q(pk__isnull=True)
    begins = dt.datetime(year, month, 1, tzinfo=zone)
    ends = dt.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    return Q(started_at__gte=begins, started_at__lt=ends)


def _kept(person: Person, of: str, now: dt.datetime) -> Q:
    """Say which cases a number stands for."""
    old = Q(started_at__lte=now - A_DAY, days_only=False)
    in_a_day = Q(recovered_at__isnull=False, recovered_at__lte=F("started_at") + A_DAY)
    return {
        "open": Q(state=State.OPEN),
        "lost": Q(state=State.LOST),
        "unanswered": Q(state=State.OPEN, responded_at__isnull=True),
        "within": old & in_a_day,
        "day": old,
        "late": Q(late_to_respond=True) | Q(late_to_recover=True),
        "late_to_respond": Q(late_to_respond=True),
        "late_to_recover": Q(late_to_recover=True),
        "repeats": repeats(person),
        "again": Q(number__gt=1),
        "surprised": Q(surprised_at__isnull=False),
        "recovered": Q(state=State.RECOVERED),
    }.get(of, Q())


def cases_behind(
    person: Person, period: Period, *, by: str, key: int, of: str, cursor: str | None
) -> Slice[Cycle]:
    """Give the cases behind one number of the figures, the latest first."""
    cases = with_marks(cases_of(person, period), person)
    cases = cases.filter(_in_group(person, by, key, clock.company_zone()))
    if of in WORDS:
        cases = with_answers(cases.filter(state=State.RECOVERED), person).filter(loyalty=of)
    else:
        cases = cases.filter(_kept(person, of, period.now))
    rows = cases.select_related("ticket__customer", "ticket__cause", "ticket__owner")
    return keyset(rows, order=("-started_at", "-id"), cursor=cursor)
