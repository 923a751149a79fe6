"""Reads about report cards: facts for pay, figures people may see, rounds and their coverage."""

from report_cards.queries.pay import (
    CardsCount,
    LoyaltySum,
    OtherSolutionsCount,
    RatingSum,
    SecretsSum,
    cards_for_period,
    loyalty_for_period,
    other_solutions_for_period,
    ratings_for_period,
    secrets_for_period,
)

__all__ = [
    "CardsCount",
    "LoyaltySum",
    "OtherSolutionsCount",
    "RatingSum",
    "SecretsSum",
    "cards_for_period",
    "loyalty_for_period",
    "other_solutions_for_period",
    "ratings_for_period",
    "secrets_for_period",
]
