"""From answers to a score between 0 and 1, and from days to a share of the target."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import isqrt
from typing import Any

from compensation.rules.exact import ONE, ZERO, NoBasisError, exact

_Z = Fraction(196, 100)  # 95 %
_DIGITS = 10**6


@dataclass(frozen=True, slots=True)
class CardFigure:
    """What customers said about one question.

    `total` is the sum of the customers' own means (each in the units of the scale), `customers`
    how many they are, `cards` how many cards stand behind them; `digest` names the frozen facts.
    """

    total: Fraction
    customers: int
    cards: int
    digest: str = ""


def customer_first(ratings: Iterable[tuple[Hashable, Any]], digest: str = "") -> CardFigure:
    """Average inside each customer first: ten contacts of one must not outvote nine customers.

    `ratings` are (customer, rating) pairs, one for each card.
    """
    sums: dict[Hashable, tuple[Fraction, int]] = defaultdict(lambda: (ZERO, 0))
    for customer, rating in ratings:
        total, cards = sums[customer]
        sums[customer] = (total + exact(rating), cards + 1)
    return figure_from_sums(sums.values(), digest)


def figure_from_sums(sums: Iterable[tuple[Any, int]], digest: str = "") -> CardFigure:
    """Make the figure of one question from (sum of ratings, cards), one pair a customer."""
    pairs = [(exact(total), cards) for total, cards in sums if cards]
    return CardFigure(
        total=sum((total / cards for total, cards in pairs), ZERO),
        customers=len(pairs),
        cards=sum(cards for _total, cards in pairs),
        digest=digest,
    )


def score01(rating: Any, low: Any, high: Any) -> Fraction:
    """Place a rating on 0 to 1: (rating − low) / (high − low)."""
    bottom, top = exact(low), exact(high)
    if top <= bottom:
        raise NoBasisError("The rating scale must rise.")
    return (exact(rating) - bottom) / (top - bottom)


def shrink(mean: Any, n: Any, prior_mean: Any, prior_k: Any) -> Fraction:
    """Blend a mean of n with the team's as if that were k more: (n·mean + k·prior) / (n + k).

    NoBasisError when n and k are both zero, ValueError when one is negative.
    """
    count, weight = exact(n), exact(prior_k)
    if count < 0 or weight < 0:
        raise ValueError("Counts cannot be negative.")
    if count + weight == 0:
        raise NoBasisError("There are no answers and no team figure to blend them with.")
    return (count * exact(mean) + weight * exact(prior_mean)) / (count + weight)


def proration(
    first_on: date, last_on: date, period_first_on: date, period_last_on: date
) -> Fraction:
    """Give the share of the period's days an assignment covers; both ends belong to it."""
    if period_last_on < period_first_on:
        raise NoBasisError("The period has no days.")
    days = (min(last_on, period_last_on) - max(first_on, period_first_on)).days + 1
    return Fraction(max(0, days), (period_last_on - period_first_on).days + 1)


def wilson(successes: int, n: int) -> tuple[Fraction, Fraction]:
    """Give the 95 % interval of a share (Wilson 1927), to six digits, rounded outwards.

    A claim of "best" shows it beside n; NoBasisError when n is zero.
    """
    if n <= 0 or not 0 <= successes <= n:
        raise NoBasisError("An interval needs answers.")
    share, square = Fraction(successes, n), _Z * _Z / n
    centre = share + square / 2
    spread = _Z * _root(share * (1 - share) / n + square / (4 * n))
    low, high = (centre - spread) / (1 + square), (centre + spread) / (1 + square)
    return max(ZERO, low), min(ONE, high)


def _root(number: Fraction) -> Fraction:
    """Give the square root to the next millionth above it."""
    return Fraction(isqrt(int(number * _DIGITS**2)) + 1, _DIGITS)
