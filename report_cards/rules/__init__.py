"""Report cards in plain rules: links, what stands on a card, low ratings, figures."""

from report_cards.rules.figures import (
    NEEDED_CARDS,
    NEEDED_CUSTOMERS,
    WORDS_FROM_CARDS,
    Figure,
    few,
    mean_interval,
    shown_batches,
    wilson,
)
from report_cards.rules.links import (
    REMINDED_ON_DAYS,
    Standing,
    expires_at,
    is_reminder_due,
    is_usable,
    standing_of,
)
from report_cards.rules.questions import (
    LARGEST_CARD,
    is_low,
    quarantine_reason,
    questions_on_card,
    skip_reason,
)

__all__ = [
    "LARGEST_CARD",
    "NEEDED_CARDS",
    "NEEDED_CUSTOMERS",
    "REMINDED_ON_DAYS",
    "WORDS_FROM_CARDS",
    "Figure",
    "Standing",
    "expires_at",
    "few",
    "is_low",
    "is_reminder_due",
    "is_usable",
    "mean_interval",
    "quarantine_reason",
    "questions_on_card",
    "shown_batches",
    "skip_reason",
    "standing_of",
    "wilson",
]
