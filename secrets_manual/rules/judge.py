"""Weighs what the lists found in a note against the words around it.

A linear model: every sign (`context.py`) and every known word of the note has a weight, and the
sum says how likely the note is about a person's private life. The weights stand in
`wide_lists/weights.txt`; `tests/secrets_manual/train_judge.py` made them from sentences of our
own, with the lists of that day. Without a hit of a list nothing is ever blocked.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from secrets_manual.rules.context import Found, signs
from secrets_manual.rules.wide import FOLDER

WEIGHTS: Final = FOLDER / "weights.txt"
#: Weights are written as whole thousandths.
SCALE: Final = 1000
#: Doubt is decided for blocking: a wrong alarm can be released, a wrong memory is a broken promise.
_ENOUGH: Final = -500


def _weights() -> dict[str, int]:
    lines = (line.split("\t") for line in WEIGHTS.read_text("utf-8").splitlines())
    return {name: int(weight) for name, weight in lines}


_KNOWN: Final = _weights() if WEIGHTS.exists() else {}


def features(words: list[str], found: Iterable[Found]) -> Iterator[str]:
    """Give the signs and the words of a note, as the weights name them."""
    yield from sorted(signs(words, found))
    yield from (f"_{word}" for word in sorted(set(words)))


def is_private(words: list[str], found: Iterable[Found]) -> bool:
    """Tell whether the note speaks of a person's private life; `found` must not be empty."""
    return sum(_KNOWN.get(each, 0) for each in features(words, found)) > _ENOUGH
