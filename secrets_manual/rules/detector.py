"""Finds what must not be remembered. Works offline, in four languages, on one sentence.

It is a net, not a proof: docs/gate.md gives the measured misses and false alarms. A finding
never carries the text or the word that was found, because neither may be logged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from secrets_manual.rules.categories import Category
from secrets_manual.rules.context import Found
from secrets_manual.rules.entries import Entries
from secrets_manual.rules.folding import fold, readings
from secrets_manual.rules.judge import is_private
from secrets_manual.rules.listed import read_lists
from secrets_manual.rules.rewrites import suggest
from secrets_manual.rules.tongue import spoken
from secrets_manual.rules.wide import read_wide
from secrets_manual.rules.words import WordList
from secrets_manual.rules.words_de import GERMAN
from secrets_manual.rules.words_en import ENGLISH
from secrets_manual.rules.words_es import SPANISH
from secrets_manual.rules.words_fr import FRENCH

WORD_LISTS: Final = (ENGLISH, GERMAN, FRENCH, SPANISH)
LONGEST_TEXT: Final = 4_000
_SHORTEST_STEM: Final = 3
_ENOUGH_SMALL_WORDS: Final = 2
_PRIVATE_ONLY: Final = frozenset({Category.DEBTS})
_GRADES: Final = {"rule": 0, "word": 0, "sure": 1, "maybe": 2}
_RANK: Final = {category: rank for rank, category in enumerate(Category)}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, without the words: rule such as `en.health`, category, rewrite or ''."""

    rule: str
    category: Category
    suggestion: str


@dataclass(frozen=True, slots=True)
class _Net:
    """One word list made ready: look-ups for words and stems, one expression per category."""

    language: str
    whole: dict[str, Category]
    stems: dict[str, Category]
    phrases: tuple[tuple[Category, re.Pattern[str]], ...]


def _as_expression(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")(?!\w)")


def _woven(words: WordList) -> _Net:
    whole: dict[str, Category] = {}
    stems: dict[str, Category] = {}
    for category, listed in words.words.items():
        for word in listed.split():
            into = stems if word.endswith("*") else whole
            into.setdefault(fold(word.rstrip("*")), category)
    phrases = tuple((kind, _as_expression(words.phrases[kind])) for kind in words.phrases)
    return _Net(words.language, whole, stems, phrases)


_HARMLESS: Final = _as_expression(tuple(each for words in WORD_LISTS for each in words.harmless))
_NETS: Final = tuple(_woven(words) for words in WORD_LISTS)
_BLOCKED: Final[Entries[tuple[str, Category]]] = Entries()
_SPARED: Final[Entries[str]] = Entries()
_WIDE: Final = read_wide()
_SMALL_WORDS: Final[dict[str, frozenset[str]]] = {}
for _listed in read_lists():
    _SMALL_WORDS[_listed.language] = _listed.small
    _SPARED.add(_listed.harmless, _listed.language, _listed.names)
    for _category, _lines in _listed.blocked.items():
        _BLOCKED.add(_lines, (_listed.language, _category), _listed.names)


def _version() -> str:
    rules = Path(__file__).parent
    texts = [*(rules / "lists").glob("*.txt"), *(rules / "wide_lists").glob("*.txt")]
    readers = ("detector", "entries", "folding", "wide", "tongue", "context", "judge")
    sources = sorted([*rules.glob("words*.py"), *texts])
    sources += [rules / f"{name}.py" for name in readers]
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]


#: Changes whenever a word list or the way of reading changes, so that kept texts are reread.
VERSION: Final = _version()


def detect(text: str, *, about_organisation: bool = False) -> Finding | None:
    """Return the first blocked category in the text, in the order of `Category`, or None.

    about_organisation: an organisation's debts are business; a person's are not.
    Texts longer than `LONGEST_TEXT` characters are read up to there.
    """
    spared = _PRIVATE_ONLY if about_organisation else frozenset[Category]()
    texts = readings(text[:LONGEST_TEXT])
    found: list[tuple[int, int, str, Category]] = []
    for reading in texts:
        hits = _not_about(find(reading), spared)
        if hits and is_private(reading.split(), hits):
            found += [
                (_GRADES[hit.grade], _RANK[hit.category], hit.language, hit.category)
                for hit in hits
            ]
    if not found:
        return None
    _, _, language, category = min(found)
    suggestion = suggest(texts, category, _heard(texts[0], language))
    return Finding(f"{language}.{category}", category, suggestion)


def _small_words(reading: str) -> dict[str, int]:
    words = reading.split()
    return {
        language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()
    }


def _heard(reading: str, otherwise: str) -> str:
    """Give the language of a text, by its small words."""
    heard = _small_words(reading)
    language = max(heard, key=lambda each: (heard[each], each == otherwise))
    return language if heard[language] else otherwise


def _foreign(reading: str) -> frozenset[str]:
    """Give the languages that the text is plainly not in, so that a word is not misread.

    "Messe" is a mass in French and a trade fair in German: with two small words of one
    language and none of another, the other's list is left out.
    """
    heard = _small_words(reading)
    if max(heard.values()) < _ENOUGH_SMALL_WORDS:
        return frozenset()
    return frozenset(language for language, count in heard.items() if not count)


def _without_harmless(reading: str) -> str:
    """Blank out what borrows a private word and means no harm."""
    plain = _HARMLESS.sub("~", reading)
    blanked = [False] * len(plain)
    for hit in _SPARED.found(plain):
        blanked[hit.start : hit.end] = [True] * (hit.end - hit.start)
    return "".join("~" if gone else char for char, gone in zip(plain, blanked, strict=True))


def _not_about(found: list[Found], spared: frozenset[Category]) -> list[Found]:
    """Leave out what is spared, and what shares a word with it."""
    gone = {at for hit in found if hit.category in spared for at in range(hit.start, hit.end)}
    return [hit for hit in found if gone.isdisjoint(range(hit.start, hit.end))]


def find(reading: str) -> list[Found]:
    """Give all that the lists find in a folded text, harmless or not."""
    plain = _without_harmless(reading)
    foreign = _foreign(plain)
    found = [each for net in _NETS if net.language not in foreign for each in _by_net(net, plain)]
    for hit in _BLOCKED.found(plain):
        language, category = hit.mark
        if language not in foreign:
            start, end = _places(plain, hit.start, hit.end)
            found.append(Found(start, end, category, _grade(start, end), language))
    tongues = spoken(reading)
    for wide in _WIDE.found(reading):
        language, category, sure = wide.mark
        if language in tongues:
            start, end = _places(reading, wide.start, wide.end)
            found.append(Found(start, end, category, "sure" if sure else "maybe", language))
    return found


def _places(text: str, start: int, end: int) -> tuple[int, int]:
    """Turn places of letters into places of words."""
    return text.count(" ", 0, start), text.count(" ", 0, end) + 1


def _grade(start: int, end: int) -> str:
    return "rule" if end - start > 1 else "word"


def _by_net(net: _Net, reading: str) -> Iterator[Found]:
    for at, word in enumerate(reading.split()):
        category = net.whole.get(word) or _by_stem(net.stems, word)
        if category:
            yield Found(at, at + 1, category, "word", net.language)
    for category, expression in net.phrases:
        match = expression.search(reading)
        if match:
            start, end = _places(reading, match.start(), match.end())
            yield Found(start, end, category, "rule", net.language)


def _by_stem(stems: dict[str, Category], word: str) -> Category | None:
    for length in range(_SHORTEST_STEM, len(word) + 1):
        category = stems.get(word[:length])
        if category:
            return category
    return None
