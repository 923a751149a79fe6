"""How sure a share of few may be."""

from math import sqrt
from typing import Final

_Z_95: Final = 1.959964


def interval(count: int, n: int) -> tuple[int, int]:
    """Give the 95 % interval of `count` of `n` in whole per cent (Wilson); of none (0, 100)."""
    if n == 0:
        return 0, 100
    share, z = count / n, _Z_95
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = ((middle + side * spread) / (1 + z * z / n) for side in (-1, 1))
    return round(100 * max(0.0, low)), round(100 * min(1.0, high))
