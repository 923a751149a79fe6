"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_WORDS = re.compile(r"\s+|\w+|[^\w\s]+")


@dataclass(frozen=True)
class Piece:
    """Some words and what became of them: "same", "gone" or "new"."""

    fate: str
    words: str


def word_diff(before: str, after: str) -> list[Piece]:
    """Give the pieces in reading order; what was taken out comes before what replaced it.

    Joining all but the new ones gives `before`, all but the gone ones `after`.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for fate, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if fate == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(new[c:d]))] if d > c else []
    return pieces


def steps_between(versions: list[str]) -> list[list[Piece]]:
    """Give the change from each version to the next."""
    return [word_diff(before, after) for before, after in pairwise(versions)]
