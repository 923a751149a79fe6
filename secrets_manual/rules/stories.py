"""What a story of a used secret gives away: whom it is about, or the secret itself.

Colleagues read stories who may not read the manual. A story may say what was done and how it
was taken, never for whom and never what was known. A net, not a proof, as the detector is.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from secrets_manual.rules.words_in_stories import ALSO_PLAIN, OF_ANY_COMPANY, PLAIN

#: Runs of anything but blanks and punctuation: in many scripts a vowel is no letter to `\w`.
_WORD: Final = re.compile(r"[^\s!-/:-@\[-`{-~¡-¿‘-‟…–—、。！？]+")
_REACHABLE: Final = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?:\d[\s./()-]?){6,}")
#: Scripts that write without blanks: there a name is looked for anywhere in the text.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STROKES: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})
_SHORTEST_NAME: Final = 2
_SHORTEST_WORD: Final = 4
_SHORTEST_STEM: Final = 3
_LONG_STEM: Final = 5
_ENDINGS: Final = (
    "ings", "ing", "ers", "er", "ies", "es", "ed", "en", "em", "e", "s", "n", "y",
)  # fmt: skip


def gives_away(text: str, *, names: Iterable[str], secret: str) -> list[str]:
    """Give the words of a story, as written, that name somebody or tell the secret.

    names: of the customer and all its contacts. secret: the words that were used.
    """
    written = _WORD.findall(text)
    named = [part for name in names for part in _name_parts(name)]
    stems = {stem(word) for word in _WORD.findall(secret) if _says_something(word)}
    found = [match.group().strip() for match in _REACHABLE.finditer(text)]
    found += [word for word in written if _is_named(word, named) or _tells(word, stems)]
    found += [name for name in named if _UNSPACED.search(name) and name in plain(text)]
    return list(dict.fromkeys(found))


def runs(text: str, *, longest: int = 4) -> list[str]:
    """Give every run of neighbouring words that begins with a capital, as it is written.

    Among them stand the whole names of customers and contacts, if the text has any.
    """
    words = [(each.start(), each.end()) for each in _WORD.finditer(text)]
    found = {
        text[start : words[place + more][1]]
        for place, (start, _end) in enumerate(words)
        for more in range(longest)
        if place + more < len(words) and not text[start].islower()
    }
    return sorted(found)


def plain(word: str) -> str:
    """Give a word in lower case without accents."""
    spread = unicodedata.normalize("NFKD", word.casefold().translate(_STROKES))
    return unicodedata.normalize(
        "NFKC", "".join(char for char in spread if unicodedata.category(char) != "Mn")
    )


def stem(word: str) -> str:
    """Give a word without the commonest endings, at least three letters of it."""
    short = plain(word)
    for _twice in range(2):
        for ending in _ENDINGS:
            if short.endswith(ending) and len(short) - len(ending) >= _SHORTEST_STEM:
                short = short[: -len(ending)]
                break
    return short


def _name_parts(name: str) -> list[str]:
    parts = [plain(part) for part in _WORD.findall(name)]
    telling = [part for part in parts if part not in OF_ANY_COMPANY and len(part) > 1]
    return telling or [part for part in parts if len(part) >= _SHORTEST_WORD]


def _is_named(word: str, names: list[str]) -> bool:
    """Say whether a word is a name, with the endings names take: Anas, Nortes, Ruiz'."""
    short = plain(word)
    looks_like_one = not word[:1].islower()
    for name in names:
        if len(name) < _SHORTEST_NAME:
            continue
        if name in ALSO_PLAIN or len(name) == _SHORTEST_NAME:
            if looks_like_one and short == name:
                return True
        elif short in {name, name + "s", name + "n", name + "en"} or (
            len(name) >= _LONG_STEM and short.startswith(name)
        ):
            return True
    return False


def _says_something(word: str) -> bool:
    short = plain(word)
    if short in PLAIN or short.isdigit():
        return False
    return len(short) >= _SHORTEST_WORD or bool(_UNSPACED.search(short))


def _tells(word: str, stems: set[str]) -> bool:
    if not _says_something(word):
        return False
    short = stem(word)
    return short in stems or any(
        (len(each) >= _LONG_STEM and each in short) or (len(short) >= _LONG_STEM and short in each)
        for each in stems
    )
