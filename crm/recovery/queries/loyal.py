"""Loyalty before and after, as one word per recovery, and against those without a mishap."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)

from accounts.models import Person
from accounts.queries import customers_readable
from crm.recovery.models import Cycle, Loyalty, LoyaltyQuestion, Moment, State
from crm.recovery.queries.lately import BASELINE_WITHIN, score_after, score_before
from crm.recovery.queries.seen import tickets_visible_to
from crm.recovery.rules.matched import BANDS, Changes, Matched, matched

WORDS = ("more", "same", "less", "no_baseline", "no_answer", "not_asked")


def with_answers(cases: QuerySet[Cycle], person: Person) -> QuerySet[Any]:
    """Add both scores the reader may know of, and what they come to in one word.

    What nobody was asked is told apart from what nobody answered; neither counts as success.
    """
    asked = LoyaltyQuestion.objects.filter(cycle=OuterRef("pk"), moment=Moment.AFTER7)
    scored = cases.annotate(
        before=Subquery(score_before(person)), after=Subquery(score_after()), asked=Exists(asked)
    )
    told, known = Q(after__isnull=False), Q(before__isnull=False)
    word = Case(
        When(told & known & Q(after__gt=F("before")), then=Value("more")),
        When(told & known & Q(after__lt=F("before")), then=Value("less")),
        When(told & known, then=Value("same")),
        When(told, then=Value("no_baseline")),
        When(asked=True, then=Value("no_answer")),
        default=Value("not_asked"),
        output_field=CharField(),
    )
    return scored.annotate(loyalty=word)


def loyalty_counts(person: Person, cases: QuerySet[Cycle]) -> dict[str, int]:
    """Count the recoveries of these cases by that word, and all of them as `n`."""
    answered = with_answers(cases.filter(state=State.RECOVERED), person)
    counts = {word: Count("pk", filter=Q(loyalty=word)) for word in WORDS}
    found: dict[str, int] = answered.order_by().aggregate(n=Count("pk"), **counts)
    return found


def against_the_unharmed(person: Person, cases: QuerySet[Cycle], now: dt.datetime) -> Matched:
    """Compare the change of loyalty over a recovery with that of customers without a mishap.

    Without one means: no ticket the reader may know of in the year before their latest answer.
    That answer is set beside the one before it, at most a year older.
    """
    recovered = with_answers(cases.filter(state=State.RECOVERED), person)
    recovered = recovered.filter(before__isnull=False, after__isnull=False)
    return matched(_by_band(recovered), _by_band(_unharmed(person, now)))


def _unharmed(person: Person, now: dt.datetime) -> QuerySet[Loyalty]:
    answers = Loyalty.objects.exclude(hidden_from=person)
    if not person.has_role("service", "director"):
        answers = answers.filter(customer__in=customers_readable(person))
    earlier = answers.filter(
        contact=OuterRef("contact"),
        answered_at__lt=OuterRef("answered_at"),
        answered_at__gte=OuterRef("answered_at") - BASELINE_WITHIN,
    ).order_by("-answered_at", "-id")
    later = answers.filter(contact=OuterRef("contact"), answered_at__gt=OuterRef("answered_at"))
    mishap = tickets_visible_to(person).filter(
        customer=OuterRef("customer"),
        reported_at__lte=OuterRef("answered_at"),
        reported_at__gte=OuterRef("answered_at") - BASELINE_WITHIN,
    )
    latest = answers.filter(contact__isnull=False, answered_at__gt=now - BASELINE_WITHIN)
    latest = latest.filter(~Exists(later), ~Exists(mishap)).annotate(
        before=Subquery(earlier.values("score")[:1]), after=F("score")
    )
    return latest.filter(before__isnull=False)


def _by_band(scored: QuerySet[Any]) -> dict[int, Changes]:
    band = Case(
        *(When(before__lte=high, then=Value(place)) for place, (_low, high) in enumerate(BANDS)),
        output_field=IntegerField(),
    )
    change = F("after") - F("before")
    rows: Iterable[Any] = (
        scored.order_by()
        .annotate(band=band)
        .values("band")
        .annotate(
            n=Count("pk"),
            total=Sum(change, output_field=IntegerField()),
            squares=Sum(change * change, output_field=IntegerField()),
        )
        .values_list("band", "n", "total", "squares")
    )
    return {place: Changes(n, total, squares) for place, n, total, squares in rows}
