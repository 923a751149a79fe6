"""Means and shares with the interval they deserve, and when they may be shown at all."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

NEEDED_CARDS = 5
NEEDED_CUSTOMERS = 3
WORDS_FROM_CARDS = 8
_Z = 1.959964
# Student's t, 97.5 %, for 1 to 30 degrees of freedom.
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A mean over customers with its 95 % interval, cut at the ends of the scale."""

    mean: float
    low: float
    high: float


def few(cards: int, customers: int) -> bool:
    """Whether a figure rests on too few cards, or too few customers, to be shown."""
    return cards < NEEDED_CARDS or customers < NEEDED_CUSTOMERS


def mean_interval(mean: float, deviation: float | None, n: int, low: int, high: int) -> Figure:
    """Give Student's t interval around a mean of `n` customers' own means.

    `deviation` is the sample's standard deviation, None for a single customer: then all of
    the scale is possible.
    """
    if n < 2 or deviation is None:
        return Figure(mean, float(low), float(high))
    half = _t(n - 1) * deviation / math.sqrt(n)
    return Figure(mean, max(float(low), mean - half), min(float(high), mean + half))


def _t(freedom: int) -> float:
    if freedom <= len(_T):
        return _T[freedom - 1]
    # Cornish and Fisher's expansion: right to the third decimal from 31 on.
    return _Z + (_Z**3 + _Z) / (4 * freedom) + (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / (96 * freedom**2)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share; (0, 1) when nobody was asked."""
    if n == 0:
        return 0.0, 1.0
    share = hits / n
    middle = share + _Z**2 / (2 * n)
    half = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    whole = 1 + _Z**2 / n
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def shown_batches(cards: Iterable[tuple[int, int]]) -> list[int]:
    """Give the cards a pooled figure may rest on, from (card, customer) in order of arrival.

    They are let in by batches of at least 5 cards from at least 3 customers. Two looks at
    the figure therefore never differ by less than such a batch, and no single card can be
    found by subtraction.
    """
    shown: list[int] = []
    batch: list[int] = []
    customers: set[int] = set()
    for card, customer in cards:
        batch.append(card)
        customers.add(customer)
        if not few(len(batch), len(customers)):
            shown += batch
            batch, customers = [], set()
    return shown
