"""Writes about pay."""

from compensation.actions.assignments import assign, end_assignment, sign_assignment
from compensation.actions.calculating import Calculation, calculate_period
from compensation.actions.disputes import answer_dispute, dispute_until, open_dispute
from compensation.actions.periods import approve_period, close_period, open_period
from compensation.actions.plans import approve_plan, change_draft, draft_plan, publish_plan

__all__ = [
    "Calculation",
    "answer_dispute",
    "approve_period",
    "approve_plan",
    "assign",
    "calculate_period",
    "change_draft",
    "close_period",
    "dispute_until",
    "draft_plan",
    "end_assignment",
    "open_dispute",
    "open_period",
    "publish_plan",
    "sign_assignment",
]
