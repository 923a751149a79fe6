"""The board: what is open by step and time left, and how recovery has gone of late."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.functional import Promise

from accounts.models import Person
from crm.recovery.models import Breach, Cycle, Loyalty, Moment, State, Step, Ticket
from crm.recovery.queries.seen import tickets_visible_to
from crm.recovery.rules.shares import interval

SHOWN_PER_STEP = 50
SOON = dt.timedelta(hours=4)
LATELY = dt.timedelta(days=30)
BASELINE_WITHIN = dt.timedelta(days=365)
_COLUMNS = (Step.RESPOND, Step.FIX, Step.SURPRISE, Step.RECOVER)


@dataclass(frozen=True)
class Filters:
    """What of the board is shown; the address of the page says the same."""

    mine: bool = False
    grave: bool = False
    owner: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Column:
    """The open tickets of one step, nearest deadline first; `count` counts also those not shown."""

    step: str
    label: str | Promise
    tickets: list[Ticket]
    count: int


@dataclass(frozen=True)
class Lately:
    """How the recoveries of the last 30 days went."""

    n: int = 0
    in_time: int = 0
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


@dataclass(frozen=True)
class Board:
    """Everything the board shows."""

    columns: list[Column]
    lately: Lately
    open: int
    soon: int
    breached: int
    mine: int
    grave: int
    load: list[dict[str, object]] = field(default_factory=list)

    @property
    def by_time(self) -> list[Ticket]:
        """Give the tickets shown in one list, nearest deadline first."""
        shown = [ticket for column in self.columns for ticket in column.tickets]
        return sorted(shown, key=lambda ticket: (ticket.cycle.due_at, ticket.pk))

    @property
    def count(self) -> int:
        """Count the tickets that fit the filters, also those not shown."""
        return sum(column.count for column in self.columns)


def open_tickets(person: Person, filters: Filters) -> QuerySet[Ticket]:
    """Give the open tickets a person sees, as filtered."""
    tickets = tickets_visible_to(person).filter(
        present__recovered_at__isnull=True, present__lost_at__isnull=True
    )
    if filters.mine:
        tickets = tickets.filter(owner=person)
    if filters.grave:
        tickets = tickets.filter(severity=3)
    if filters.owner:
        tickets = tickets.filter(owner=filters.owner)
    if filters.words:
        tickets = tickets.filter(
            Q(customer__name__icontains=filters.words) | Q(words__icontains=filters.words)
        )
    return tickets


def board_for(person: Person, filters: Filters, now: dt.datetime) -> Board:
    """Give the board in six queries, however many tickets there are."""
    everything = open_tickets(person, Filters())
    shown = open_tickets(person, filters)
    counts = _counts(everything, shown, person, now)
    tickets = _nearest(shown)
    columns = [
        Column(
            step.value,
            step.label,
            [ticket for ticket in tickets if ticket.cycle.step == step],
            counts[step.value],
        )
        for step in _COLUMNS
    ]
    load = (
        everything.filter(owner__isnull=False)
        .order_by()
        .values("owner", "owner__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "owner__name")[:30]
    )
    return Board(
        columns=columns,
        lately=lately_for(person, now),
        open=counts["open"],
        soon=counts["soon"],
        breached=counts["breached"],
        mine=counts["mine"],
        grave=counts["grave"],
        load=[dict(row) for row in load],
    )


def _nearest(shown: QuerySet[Ticket]) -> list[Ticket]:
    """Read each step's nearest by the index, then the rows of all of them at once."""
    parts = [
        shown.filter(present__step=step)
        .order_by("present__due_at", "pk")
        .values_list("pk", flat=True)[:SHOWN_PER_STEP]
        for step in _COLUMNS
    ]
    ids = list(parts[0].union(*parts[1:], all=True))
    rows = Ticket.objects.filter(pk__in=ids).select_related("customer", "owner", "present")
    return sorted(rows, key=lambda ticket: (ticket.cycle.due_at, ticket.pk))


def _counts(
    everything: QuerySet[Ticket], shown: QuerySet[Ticket], person: Person, now: dt.datetime
) -> dict[str, int]:
    late = Q(present__due_at__lt=now, present__days_only=False) | Q(
        Exists(Breach.objects.filter(cycle=OuterRef("present")))
    )
    soon = Q(present__due_at__gte=now, present__due_at__lt=now + SOON)
    among = Q(pk__in=shown.values("pk"))
    steps = {
        step.value: Count("pk", filter=among & Q(present__step=step.value)) for step in _COLUMNS
    }
    found: dict[str, int] = everything.order_by().aggregate(
        open=Count("pk"),
        soon=Count("pk", filter=soon),
        breached=Count("pk", filter=late),
        mine=Count("pk", filter=Q(owner=person)),
        grave=Count("pk", filter=Q(severity=3)),
        **steps,
    )
    return found


def lately_for(person: Person, now: dt.datetime) -> Lately:
    """Count the recoveries of 30 days: in time, and how loyal the customers are since.

    Imported tickets are not ours to be proud of. Without an earlier answer, or a later one,
    a recovery is counted as neither.
    """
    cycles = Cycle.objects.filter(
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
    told, known = Q(after__isnull=False), Q(before__isnull=False)
    found: dict[str, int] = cycles.aggregate(
        n=Count("pk"),
        in_time=Count("pk", filter=Q(is_late=False)),
        more=Count("pk", filter=told & known & Q(after__gt=F("before"))),
        same=Count("pk", filter=told & known & Q(after=F("before"))),
        less=Count("pk", filter=told & known & Q(after__lt=F("before"))),
        no_answer=Count("pk", filter=Q(after__isnull=True)),
        no_baseline=Count("pk", filter=told & Q(before__isnull=True)),
    )
    return Lately(**found)


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


def board_mark(person: Person, filters: Filters, now: dt.datetime) -> str:
    """Give a mark that changes with anything the board shows; at least every five minutes."""
    seen = open_tickets(person, filters).order_by()
    found = seen.aggregate(n=Count("pk"), versions=Sum("version"), last=Max("pk"))
    breach = Breach.objects.aggregate(last=Max("pk"))["last"]
    parts = (person.pk, *found.values(), breach, int(now.timestamp()) // 300)
    return "-".join(str(part or 0) for part in parts)
