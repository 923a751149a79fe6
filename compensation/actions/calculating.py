"""Calculating a period: everything it rests on is frozen with it, in one transaction."""

import datetime as dt
import hashlib
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions import save_versioned
from accounts.models import Person
from compensation.components import PersonFacts
from compensation.models import Assignment, FrozenFacts, Period, PeriodState, Statement
from compensation.permissions import may_draft
from compensation.queries import Plans, Worked, carried_before, gather_facts, work_out
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal

BATCH = 500
_KEPT = (
    "plan_version", "currency", "minor_units", "target_minor", "calculated_minor",
    "released_minor", "held_minor", "lapsed_minor", "parts", "carried", "tree", "digest",
)  # fmt: skip


@dataclass(frozen=True)
class Calculation:
    """What a calculation gave; totals in minor units by currency."""

    people: int
    totals: dict[str, dict[str, int]]
    seconds: float
    digest: str


@transaction.atomic
def calculate_period(
    *, person: Person | None, period: Period, cut_off: dt.datetime | None = None
) -> Calculation:
    """Calculate every statement of a period; may be repeated until the period is approved.

    Cards count up to the cut-off (now, unless given). The digest is the same when nothing that
    counts has changed.
    """
    started = time.perf_counter()
    row = _locked(person, period)
    at = clock.database_now()
    assigned = _assigned(row)
    facts = gather_facts(
        first_on=row.first_on, last_on=row.last_on, cut_off=cut_off or at, people=assigned
    )
    _forget_others(row, list(assigned))
    totals, digest = _work_out_all(row, assigned, facts)
    save_versioned(
        row,
        {
            "state": PeriodState.CALCULATED,
            "cut_off": cut_off or at,
            "digest": digest,
            "calculated_by": person,
            "calculated_at": at,
        },
    )
    journal.record(
        "compensation.period_calculated",
        person=person,
        subject_kind="period",
        subject_id=row.pk,
        facts={"people": len(assigned), "totals": totals, "digest": digest},
    )
    return Calculation(len(assigned), totals, time.perf_counter() - started, digest)


def _work_out_all(
    period: Period, assigned: dict[int, list[Assignment]], facts: dict[int, PersonFacts]
) -> tuple[dict[str, dict[str, int]], str]:
    """Work out and keep every statement, batch by batch; give the totals and the digest."""
    whole = hashlib.sha256()
    totals: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    people = sorted(assigned)
    carried, plans = carried_before(period), Plans()
    for start in range(0, len(people), BATCH):
        worked = {
            who: work_out(period, assigned[who], facts[who], carried.get(who, {}), plans)
            for who in people[start : start + BATCH]
        }
        _keep(period, worked, facts, whole, totals)
    return {currency: dict(sums) for currency, sums in totals.items()}, whole.hexdigest()


def _locked(person: Person | None, period: Period) -> Period:
    if person is not None and not may_draft(person):
        raise NotAllowedError(_("Finance calculates the periods."))
    row = Period.objects.select_for_update().get(pk=period.pk)
    if row.is_frozen:
        raise RuleBrokenError(
            _("This period is %(state)s: nothing under it changes any more.")
            % {"state": row.get_state_display()},
            "compensation.period_frozen",
        )
    return row


def _assigned(period: Period) -> dict[int, list[Assignment]]:
    """Give the assignments that reach into the period, by person, in order."""
    rows = (
        Assignment.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=period.first_on),
            from_on__lte=period.last_on,
        )
        .select_related("plan_version", "plan_version__plan")
        .order_by("person", "from_on")
    )
    found: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in rows:
        found[assignment.person_id].append(assignment)
    if not found:
        raise RuleBrokenError(
            _("Nobody is paid by a plan in this period yet. Assign people first."),
            "compensation.nobody_paid",
        )
    return dict(found)


def _forget_others(period: Period, people: Sequence[int]) -> None:
    """Drop what an earlier calculation kept for people who are not paid here any more."""
    for rows in (Statement.objects, FrozenFacts.objects):
        rows.filter(period=period).exclude(person_id__in=people).delete()


def _keep(
    period: Period,
    worked: dict[int, Worked],
    facts: dict[int, PersonFacts],
    whole: "hashlib._Hash",
    totals: dict[str, dict[str, int]],
) -> None:
    digests = {who: facts[who].digest() for who in worked}
    statements = [_statement(period, who, found, digests[who]) for who, found in worked.items()]
    for statement in statements:
        whole.update(f"{statement.person_id}:{statement.digest};".encode())
        sums = totals[statement.currency]
        for name in ("target", "calculated", "released", "held", "lapsed"):
            sums[name] += getattr(statement, f"{name}_minor")
    unique = ["period", "person"]
    Statement.objects.bulk_create(
        statements, update_conflicts=True, unique_fields=unique, update_fields=list(_KEPT)
    )
    FrozenFacts.objects.bulk_create(
        [
            FrozenFacts(
                period=period, person_id=who, facts=facts[who].as_json(), digest=digests[who]
            )
            for who in worked
        ],
        update_conflicts=True,
        unique_fields=unique,
        update_fields=["facts", "digest"],
    )


def _statement(period: Period, who: int, found: Worked, facts_digest: str) -> Statement:
    return Statement(
        period=period,
        person_id=who,
        plan_version=found.version,
        currency=found.version.currency,
        minor_units=found.version.minor_units,
        target_minor=found.target_minor,
        calculated_minor=found.calculated,
        released_minor=found.released,
        held_minor=found.held,
        lapsed_minor=found.lapsed,
        parts=found.parts,
        carried=found.carried,
        tree=found.tree_json(),
        digest=found.digest(facts_digest),
    )
