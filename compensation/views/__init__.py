"""Pages about pay."""

from compensation.views.periods import (
    period,
    period_approve,
    period_calculate,
    period_close,
    periods,
)
from compensation.views.plans import (
    assignment_sign,
    plan,
    plan_approve,
    plan_assign,
    plan_check,
    plan_new,
    plan_publish,
    plans,
)
from compensation.views.statements import (
    bonus,
    dispute_answer,
    statement,
    statement_csv,
    statement_dispute,
)

__all__ = [
    "assignment_sign",
    "bonus",
    "dispute_answer",
    "period",
    "period_approve",
    "period_calculate",
    "period_close",
    "periods",
    "plan",
    "plan_approve",
    "plan_assign",
    "plan_check",
    "plan_new",
    "plan_publish",
    "plans",
    "statement",
    "statement_csv",
    "statement_dispute",
]
