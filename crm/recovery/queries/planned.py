"""The surprise that is planned for a ticket, and what now speaks against it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from crm.recovery.models import SurprisePlan, Ticket
from crm.recovery.queries.ideas import budget_for
from secrets_manual.models import Reception, Secret, Use
from secrets_manual.models import State as SecretState
from secrets_manual.rules.kinds import Use as UseCode

PLAN = ("words", "secret_id", "cost_minor", "due_at", "giver_id")


@dataclass(frozen=True)
class Against:
    """Why a surprise may not be: the sentence, the rule's code, and the field it is about."""

    sentence: str
    code: str
    field: str | None = None


@dataclass(frozen=True)
class Plan:
    """What the page shows of a plan; `against` says why it cannot be given, or is empty."""

    words: str
    giver: str
    giver_id: int
    secret_id: int | None
    due_at: dt.datetime
    cost_minor: int
    against: str

    @classmethod
    def of(cls, row: dict[str, Any], ticket: Ticket) -> Self:
        """Read the row that the pieces of a ticket brought."""
        found = against(
            ticket, secret_usable=row["usable"] or row["secret_id"] is None, cost=row["cost_minor"]
        )
        due_at = parse_datetime(row["due_at"])
        if due_at is None:
            raise ValueError(row["due_at"])
        is_gone = row["secret_id"] is not None and not row["there"]
        return cls(
            words=_("(what it came from was taken back)") if is_gone else row["words"],
            giver=row["giver"],
            giver_id=row["giver_id"],
            secret_id=row["secret_id"],
            due_at=due_at,
            cost_minor=row["cost_minor"],
            against=found.sentence if found else "",
        )


def plan_of(ticket: Ticket) -> Plan | None:
    """Give the surprise that is planned for a ticket, with what now speaks against it."""
    row = plans_of(ticket.cycle.pk).values(*PLAN, "giver__name", "usable", "there").first()
    if row is None:
        return None
    return Plan.of(row | {"giver": row["giver__name"], "due_at": row["due_at"].isoformat()}, ticket)


def open_plans() -> QuerySet[SurprisePlan]:
    """Give the plans that were neither given nor dropped."""
    return SurprisePlan.objects.filter(given_at__isnull=True, dropped_at__isnull=True)


def plans_of(cycle: int) -> QuerySet[SurprisePlan]:
    """Give the open plan of a cycle, with whether its secret may be used still."""
    secret = usable_secrets().filter(
        pk=OuterRef("secret_id"), customer=OuterRef("cycle__ticket__customer")
    )
    # What was taken back, or forgotten, leaves no row: then the plan shows no word made of it.
    there = Secret.objects.filter(pk=OuterRef("secret_id"))
    return open_plans().filter(cycle=cycle).annotate(usable=Exists(secret), there=Exists(there))


def usable_secrets() -> QuerySet[Secret]:
    """Give the secrets a surprise may come from; who may read them is asked elsewhere."""
    unwelcome = Use.objects.filter(secret=OuterRef("pk"), reception=Reception.UNWELCOME)
    return Secret.objects.filter(
        ~Exists(unwelcome),
        uses__contains=[UseCode.SURPRISE.value],
        do_not_mention=False,
        state=SecretState.KEPT,
    )


def against(ticket: Ticket, *, secret_usable: bool, cost: int) -> Against | None:
    """Find the first rule against a surprise: their wish, its secret, what it may cost."""
    contact = ticket.contact
    if contact is not None and contact.no_surprises:
        return Against(
            _("%(name)s asked us not to surprise them.") % {"name": contact.name},
            "recovery.no_surprises_wanted",
        )
    if not secret_usable:
        return Against(
            _("What it comes from may not be used for a surprise. Choose something else."),
            "recovery.not_for_surprises",
            "secret",
        )
    cap_minor, nothing = budget_for(ticket) if cost else (0, "")
    if cost <= cap_minor:
        return None
    told = _("This costs more than a gesture may. Choose an act, or something smaller.")
    return Against(nothing or told, "recovery.over_budget", "cost")
