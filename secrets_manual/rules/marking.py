"""Which words of a text answer what was asked, so that a reader sees why it was found.

A guide for the eye, not a second search: a word is marked when it holds what was asked, shares
its beginning but for an ending ("rowed", "rowing"), or is a slip of the finger away.
"""

import re
import unicodedata
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein, Prefix

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST_ENDING: Final = 4
_SHORTEST_STEM: Final = 3
_ALIKE: Final = 0.7


def marked(text: str, asked: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces that, joined, are the text; True where a piece answers.

    >>> marked("Coaches a rowing crew", "row")
    [('Coaches a ', False), ('rowing', True), (' crew', False)]
    """
    wanted = [plain for word in _WORD.findall(asked) if (plain := _plain(word)) not in {"", "or"}]
    pieces: list[tuple[str, bool]] = []
    behind = 0
    for match in _WORD.finditer(text):
        if any(_answers(_plain(match.group()), each) for each in wanted):
            if match.start() > behind:
                pieces.append((text[behind : match.start()], False))
            pieces.append((match.group(), True))
            behind = match.end()
    if behind < len(text):
        pieces.append((text[behind:], False))
    return pieces


def _plain(word: str) -> str:
    spread = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in spread if unicodedata.category(letter) != "Mn")


def _answers(word: str, asked: str) -> bool:
    if asked in word and (len(asked) >= _SHORTEST_STEM or not asked.isascii() or asked == word):
        return True
    stem = Prefix.similarity(word, asked)
    endings = max(len(word), len(asked)) - stem
    if stem >= _SHORTEST_STEM and endings <= _LONGEST_ENDING and stem * 2 >= len(asked):
        return True
    return DamerauLevenshtein.normalized_similarity(word, asked) >= _ALIKE
