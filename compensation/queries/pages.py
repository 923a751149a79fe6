"""What stands behind the numbers of a page: deals of a statement, people of a period, what-if."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import Person
from compensation.components import PersonFacts
from compensation.models import (
    Assignment,
    FrozenFacts,
    Period,
    PeriodState,
    PlanVersion,
    Statement,
)
from compensation.queries.calculating import Plans, carried_before, work_out
from compensation.queries.facts import frozen_facts
from compensation.queries.visible import (
    FROZEN,
    assignments_visible,
    periods_visible,
    sees_all_pay,
    statements_visible,
)
from crm import clock
from crm.deals.models import Deal
from crm.errors import RuleBrokenError

MOST_DEALS = 20
MOST_PEOPLE = 200


@dataclass(frozen=True)
class CreditedDeal:
    """One credited deal behind a quota: its customer, the day, the exact share."""

    deal: int
    customer: str
    won_on: str
    credited: Fraction
    share: Fraction


def credited_deals(statement: Statement) -> tuple[list[CreditedDeal], int]:
    """Give the largest credited deals frozen for a statement, and how many there are in all."""
    row = FrozenFacts.objects.filter(period=statement.period_id, person=statement.person_id).first()
    if row is None:
        return [], 0
    lines = PersonFacts.from_json(row.facts).credits
    largest = sorted(lines, key=lambda line: (-line[1] * line[2] / line[3], line[0]))[:MOST_DEALS]
    names = dict(
        Deal.objects.filter(pk__in=[line[0] for line in largest]).values_list(
            "pk", "customer__name"
        )
    )
    found = [
        CreditedDeal(
            deal,
            names.get(deal) or f"#{deal}",
            day,
            Fraction(amount * top, bottom),
            Fraction(top, bottom),
        )
        for deal, amount, top, bottom, day in largest
    ]
    return found, len(lines)


def newest_statement(person: Person) -> Statement | None:
    """Give the latest statement of one's own that is approved."""
    return (
        Statement.objects.filter(person=person, period__state__in=FROZEN)
        .select_related("period", "period__approved_by", "person", "plan_version__plan")
        .order_by("-period__last_on", "-pk")
        .first()
    )


def own_statements(person: Person) -> QuerySet[Statement]:
    """Give all of one's approved statements, the newest first."""
    return (
        Statement.objects.filter(person=person, period__state__in=FROZEN)
        .select_related("period")
        .defer("tree", "parts")
        .order_by("-period__last_on", "-pk")
    )


def present_assignment(person: Person) -> Assignment | None:
    """Give what pays somebody today, else what will."""
    day = clock.today()
    return (
        Assignment.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), person=person)
        .select_related("plan_version__plan", "person")
        .order_by("from_on")
        .first()
    )


def statements_of(period: Period, person: Person) -> QuerySet[Statement]:
    """Give the statements of a period that somebody may see, by name."""
    return (
        statements_visible(person)
        .filter(period=period)
        .defer("tree")
        .order_by("person__name", "person_id")
    )


def period_totals(period: Period, person: Person) -> list[dict[str, Any]]:
    """Sum what somebody may see of a period, by currency."""
    sums = (
        statements_visible(person)
        .filter(period=period)
        .order_by("currency")
        .values("currency")
        .annotate(
            people=Count("pk"),
            target=Sum("target_minor"),
            calculated=Sum("calculated_minor"),
            held=Sum("held_minor"),
            released=Sum("released_minor"),
        )
    )
    return [dict(row) for row in sums]


@dataclass(frozen=True)
class Change:
    """What other weights would do to one person's last statement."""

    person: Person
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    """Before → after on a period's frozen facts, the largest change first; nothing is written."""

    period: Period
    currency: str
    rows: Sequence[Change]
    is_cut_short: bool

    @property
    def before(self) -> int:
        return sum(row.before for row in self.rows)

    @property
    def after(self) -> int:
        return sum(row.after for row in self.rows)

    @property
    def change(self) -> int:
        return self.after - self.before


def _last_calculated(person: Person) -> QuerySet[Period, int]:
    """Give the latest period with figures somebody may see, as a query to ask within another."""
    calculated = periods_visible(person).exclude(state=PeriodState.OPEN)
    return calculated.order_by("-last_on", "-pk").values_list("pk", flat=True)[:1]


def compare(
    person: Person, version: PlanVersion, weights: Mapping[str, Fraction] | None = None
) -> Comparison | None:
    """Try a version on the last period's facts, for the people somebody may see.

    None where there is no such period, or the version cannot be calculated. Everybody's
    assignment keeps its target and quota; only the plan is another.
    """
    visible = statements_visible(person).filter(
        period=_last_calculated(person), currency=version.currency
    )
    if not sees_all_pay(person):
        visible = visible.exclude(person=person)
    rows = list(visible.defer("tree").order_by("person__name", "person_id")[: MOST_PEOPLE + 1])
    if not rows:
        return None
    more, rows, period = len(rows) > MOST_PEOPLE, rows[:MOST_PEOPLE], rows[0].period
    chosen = {row.person_id for row in rows}
    assigned = _assigned(person, period, chosen, version)
    facts = frozen_facts(period, chosen)
    carried = carried_before(period)
    plans = Plans({version.pk: weights} if weights else {})
    changes = []
    try:
        for row in rows:
            worked = work_out(
                period,
                assigned[row.person_id],
                facts[row.person_id],
                carried.get(row.person_id, {}),
                plans,
            )
            changes.append(Change(row.person, row.calculated_minor, worked.calculated))
    except RuleBrokenError:
        return None
    changes.sort(key=lambda change: (-abs(change.change), change.person.name))
    return Comparison(period, version.currency, changes, more)


def _assigned(
    person: Person, period: Period, chosen: set[int], version: PlanVersion
) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    rows = assignments_visible(person).filter(
        Q(until_on__isnull=True) | Q(until_on__gte=period.first_on),
        person__in=chosen,
        from_on__lte=period.last_on,
    )
    for assignment in rows.order_by("from_on"):
        assignment.plan_version = version
        found[assignment.person_id].append(assignment)
    return found
