"""Who has spoken, out of whom: it stands before every score."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from accounts.models import Customer, Person
from accounts.queries import stewardships_now
from report_cards import rules
from report_cards.models import Card, Invitation, InvitationState, Round, Skip, SkipReason
from report_cards.permissions import may_see_rounds, seen_in_full
from report_cards.queries.figures import Sight
from report_cards.queries.pay import bounds


@dataclass(frozen=True)
class Coverage:
    """How many were asked, how far they came, and what share of customers was heard."""

    planned: int
    sent: int
    bounced: int
    started: int
    finished: int
    declined: int
    customers: int
    heard: int
    revenue_share: float | None
    skipped: list[tuple[str, int]]

    @property
    def delivered(self) -> int:
        return self.sent - self.bounced

    @property
    def rate(self) -> float:
        """The share of the delivered that was finished."""
        return self.finished / self.delivered if self.delivered else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the rate."""
        return rules.wilson(self.finished, self.delivered)


def _how_far(
    invited: QuerySet[Invitation], skips: QuerySet[Skip]
) -> tuple[dict[str, int], list[tuple[str, int]]]:
    """Count invitations by how far they came and skips by reason, in one question."""
    states = invited.values(kind=Value("state"), named=F("state")).annotate(
        n=Count("id"), sent=Count("sent_at"), started=Count("started_at")
    )
    reasons = skips.values(kind=Value("skip"), named=F("reason")).annotate(
        n=Count("id"), sent=Value(0), started=Value(0)
    )
    rows = list(states.union(reasons, all=True))
    came = {row["named"]: row for row in rows if row["kind"] == "state"}
    ends = {
        "bounced": InvitationState.BOUNCED,
        "finished": InvitationState.SUBMITTED,
        "declined": InvitationState.DECLINED,
    }
    funnel = {
        "planned": sum(row["n"] for row in came.values()),
        "sent": sum(row["sent"] for row in came.values()),
        "started": sum(row["started"] for row in came.values()),
        **{name: came[state]["n"] if state in came else 0 for name, state in ends.items()},
    }
    return funnel, _by_reason((row["named"], row["n"]) for row in rows if row["kind"] == "skip")


def coverage_in(sight: Sight) -> Coverage:
    """Give the coverage of the people the reader sees in full, in the quarter."""
    people = list(sight.seen.full)
    from_at, to_at = bounds(sight.quarter.first_on, sight.quarter.last_on)
    invited = Invitation.objects.filter(
        person_id__in=people, planned_at__gte=from_at, planned_at__lt=to_at
    )
    skips = Skip.objects.filter(
        person_id__in=people, round__drawn_at__gte=from_at, round__drawn_at__lt=to_at
    )
    cards = Card.objects.filter(
        Q(quarantine="") | Q(released_at__isnull=False),
        person_id__in=people,
        submitted_at__gte=from_at,
        submitted_at__lt=to_at,
    )
    served = Customer.objects.filter(
        pk__in=stewardships_now().filter(person_id__in=people).values("customer_id")
    )
    heard = Q(pk__in=cards.values("customer_id"))
    reach = served.aggregate(
        customers=Count("id"),
        heard=Count("id", filter=heard),
        revenue=Coalesce(Sum("annual_revenue_minor"), 0),
        revenue_heard=Coalesce(Sum("annual_revenue_minor", filter=heard), 0),
    )
    funnel, skipped = _how_far(invited, skips)
    return Coverage(
        **funnel,
        customers=reach["customers"],
        heard=reach["heard"],
        revenue_share=reach["revenue_heard"] / reach["revenue"] if reach["revenue"] else None,
        skipped=skipped,
    )


def _by_reason(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    counts = dict(pairs)
    return [
        (str(reason.label), counts[reason.value]) for reason in SkipReason if reason.value in counts
    ]


def rounds_for(person: Person) -> list[Round]:
    """Give the latest rounds; only managers and directors see them."""
    if not may_see_rounds(person):
        return []
    return list(Round.objects.order_by("-last_on", "-id")[:12])


@dataclass(frozen=True)
class RoundReach:
    """One round in figures, for the people the reader sees in full."""

    funnel: dict[str, int]
    skipped: list[tuple[str, int]]
    skips: list[Skip]


def reach_of(person: Person, this_round: Round, *, limit: int = 200) -> RoundReach:
    """Give how far a drawn round came, and who was skipped and why."""
    people = seen_in_full(person)
    skips = Skip.objects.filter(round=this_round, person__in=people)
    invited = Invitation.objects.filter(round=this_round, person__in=people)
    return RoundReach(
        *_how_far(invited, skips),
        list(
            skips.select_related("customer", "contact", "person").order_by(
                "reason", "customer__name", "id"
            )[:limit]
        ),
    )
