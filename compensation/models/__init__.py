"""Rows about pay: plans, who is paid by them, periods, statements and the ledger."""

from compensation.models.assignments import Assignment
from compensation.models.periods import (
    Dispute,
    FrozenFacts,
    LedgerEntry,
    LedgerKind,
    Period,
    PeriodState,
    Statement,
)
from compensation.models.plans import (
    BonusPlan,
    PlanBehaviour,
    PlanComponent,
    PlanState,
    PlanVersion,
    ShareBasis,
)

__all__ = [
    "Assignment",
    "BonusPlan",
    "Dispute",
    "FrozenFacts",
    "LedgerEntry",
    "LedgerKind",
    "Period",
    "PeriodState",
    "PlanBehaviour",
    "PlanComponent",
    "PlanState",
    "PlanVersion",
    "ShareBasis",
    "Statement",
]
