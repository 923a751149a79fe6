"""Tells in which language a short note is written, by its letters in threes.

The word lists of each language are the sample, so nothing else has to be kept.
"""

import math
from collections import Counter
from typing import Final

from secrets_manual.rules.listed import read_lists
from secrets_manual.rules.wide import FOLDER, LANGUAGES, plain

_MARGIN: Final = 4.0
_SMALL_WORD: Final = 3.0
_SMOOTH: Final = 0.3


def _threes(text: str) -> list[str]:
    return [
        word[at : at + 3]
        for word in (f" {each} " for each in text.split())
        for at in range(len(word) - 2)
    ]


def _sample(language: str) -> dict[str, float]:
    written = plain((FOLDER / f"{language}.txt").read_text("utf-8"))
    words = "".join(char if char.isalpha() else " " for char in written)
    counts = Counter(_threes(words))
    total = counts.total() + _SMOOTH * 20_000
    table = {three: math.log((count + _SMOOTH) / total) for three, count in counts.items()}
    return table | {"": math.log(_SMOOTH / total)}


_SMALL: Final = {listed.language: listed.small for listed in read_lists()}
_SAMPLES: Final = {language: _sample(language) for language in LANGUAGES}


def spoken(reading: str) -> frozenset[str]:
    """Give the languages a folded text may be in: the likeliest and those close behind."""
    threes = _threes(reading)
    words = reading.split()
    scores = {
        language: sum(table.get(three, table[""]) for three in threes)
        + _SMALL_WORD * sum(word in _SMALL[language] for word in words)
        for language, table in _SAMPLES.items()
    }
    best = max(scores.values())
    return frozenset(each for each, score in scores.items() if score >= best - _MARGIN)
