"""The question bank, and which question to ask next."""

from secrets_manual.rules.questions.bank import BANK
from secrets_manual.rules.questions.choosing import (
    REST_DAYS,
    Question,
    key_of,
    kind_of,
    next_questions,
    question_of,
)

__all__ = [
    "BANK",
    "REST_DAYS",
    "Question",
    "key_of",
    "kind_of",
    "next_questions",
    "question_of",
]
