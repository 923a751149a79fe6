"""Describes a folded note and what the lists found in it, for the verdict of `judge.py`.

Nothing here decides. A sign is a short name such as `sure+thing_next`; every sign counts once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from secrets_manual.rules.categories import Category
from secrets_manual.rules.folding import fold
from secrets_manual.rules.wide import parts, plain

_NUMBER: Final = re.compile(r"\d")
_MANY: Final = 3
_LENGTHS: Final = (1, 2, 3, 5, 7, 10, 14)


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: where (in words, the end not included), what, and how sure its list is.

    grade: `rule` (several words of the narrow lists), `word` (one of them), `sure`, `maybe`.
    """

    start: int
    end: int
    category: Category
    grade: str
    language: str


def _words(written: str) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    each = plain(written).split()
    return (
        frozenset(word for word in each if "*" not in word),
        tuple(word.rstrip("*") for word in each if word.endswith("*")),
        tuple(word.lstrip("*") for word in each if word.startswith("*")),
    )


_WHOLE, _BEGIN, _END = _words(" ".join(parts("things").values()))
_LONGEST_END: Final = max(map(len, _END))
_ENDS: Final = frozenset(_END)
_BEGINS: Final = frozenset(_BEGIN)
_CLASSES: Final = {
    name: frozenset(fold(written).split()) for name, written in parts("people").items()
}
_PERSONAL: Final = _CLASSES["be"] | _CLASSES["pronoun"]
_SHORTEST_THING: Final = 3
_LINKS: Final = frozenset(
    [
        *("a", "am", "and", "at", "au", "aux", "con", "d", "das", "de", "del", "dem", "den", "der"),
        *("des", "die", "du", "ein", "eine", "el", "en", "et", "for", "fur", "im", "in", "l", "la"),
        *("las", "le", "les", "los", "mit", "of", "ohne", "on", "para", "por", "pour", "sans"),
        *("sin", "sur", "the", "to", "un", "una", "und", "une", "vom", "von", "with", "without"),
        *("y", "zum", "zur"),
    ]
)


def is_thing(word: str) -> bool:
    """Tell whether a word names a thing, a place or a measure of business."""
    if word in _WHOLE or any(word[:n] in _BEGINS for n in range(_SHORTEST_THING, len(word) + 1)):
        return True
    longest = min(_LONGEST_END, len(word))
    return any(word[-n:] in _ENDS for n in range(_SHORTEST_THING, longest + 1))


def signs(words: list[str], found: Iterable[Found]) -> set[str]:
    """Give the signs of a note and of what was found in it."""
    things = [is_thing(word) for word in words]
    given = set(_of_the_note(words, things))
    hits = list(found)
    people = sorted(given & {"pronoun", "whose", "title", "role"})
    crowd = "things" if sum(things) > 1 else "thing" if any(things) else "bare"
    for hit in hits:
        given.add(hit.grade)
        given.add(f"{hit.grade}+{hit.category.value}")
        given.add(f"{hit.grade}+{crowd}")
        given.update(f"{hit.grade}+{each}" for each in _beside(words, things, hit))
        given.update(f"{hit.grade}+{each}" for each in people)
        if "want" in given:
            given.add(f"{hit.grade}+want")
        if hit.end - hit.start > 1:
            given.add(f"{hit.grade}+phrase")
    for grade in {hit.grade for hit in hits}:
        kinds = len({hit.category for hit in hits if hit.grade == grade})
        places = len({hit.start for hit in hits if hit.grade == grade})
        given.add(f"{grade}*{min(places, _MANY)}")
        given.add(f"{grade}/{min(kinds, _MANY)}")
    return given


def _of_the_note(words: list[str], things: list[bool]) -> Iterator[str]:
    yield "note"
    for name, members in _CLASSES.items():
        if any(word in members for word in words):
            yield name
            if words[0] in members:
                yield f"^{name}"
    yield f"things{min(sum(things), _MANY)}"
    if any(map(_NUMBER.search, words)):
        yield "number"
    yield f"long{sum(len(words) > each for each in _LENGTHS)}"
    if things[0]:
        yield "^thing"


def _beside(words: list[str], things: list[bool], hit: Found) -> Iterator[str]:
    inside = things[hit.start : hit.end]
    if all(inside):
        yield "is_thing"
    if hit.end < len(words):
        after = words[hit.end]
        yield "thing_next" if things[hit.end] else "other_next"
        if _NUMBER.search(after):
            yield "number_next"
        for name in ("be", "since", "pronoun"):
            if after in _CLASSES[name]:
                yield f"{name}_next"
        if _next_content(words, things, range(hit.end, len(words))):
            yield "then_thing"
    else:
        yield "last"
    yield from _before(words, things, hit.start)


def _before(words: list[str], things: list[bool], start: int) -> Iterator[str]:
    if not start:
        yield "first"
        return
    before = words[start - 1]
    yield "thing_before" if things[start - 1] else "other_before"
    if start > 1 and things[start - 2]:
        yield "thing_two_before"
    if _next_content(words, things, range(start - 1, -1, -1)):
        yield "of_thing"
    for name in ("be", "whose", "title", "role", "pronoun", "want"):
        if before in _CLASSES[name]:
            yield f"{name}_before"
    if any(word in _PERSONAL for word in words[max(0, start - 4) : start]):
        yield "person_before"


def _next_content(words: list[str], things: list[bool], places: range) -> bool:
    """Tell whether the next word that is no link is a thing."""
    return next((things[at] for at in places if words[at] not in _LINKS), False)
