"""Who is meant by `@Kim` in a remark: the whole name, or a first name that only one person has."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 5
_AT = re.compile(r"(?<![\w.@])@(?=\w)")
_NAME = re.compile(rf"[\w'’-]+(?:[ .]+[\w'’-]+){{0,{MOST_WORDS - 1}}}")


@dataclass(frozen=True)
class Meant:
    """One name as it is written, with its `@`, and the numbers of all it may mean."""

    written: str
    people: frozenset[int]


def meant_in(words: str, names: Mapping[int, str]) -> list[Meant]:
    """Find the people of `names` (by number) that are named after an `@`, each writing once.

    Case and accents do not matter. A name nobody has is plain text and not given.
    """
    known = _by_name(names)
    found: dict[str, Meant] = {}
    for at in _AT.finditer(words):
        said = _NAME.match(words, at.end())
        one = _longest(said[0], known) if said else None
        if one is not None:
            found.setdefault(one.written, one)
    return list(found.values())


def pieces(words: str, links: Mapping[str, str]) -> list[tuple[str, str]]:
    """Cut words into (text, address); the address is "" but for what `links` names."""
    if not links:
        return [(words, "")]
    longest_first = sorted(links, key=len, reverse=True)
    cut = re.split("(" + "|".join(re.escape(one) for one in longest_first) + ")", words)
    return [(part, links.get(part, "")) for part in cut if part]


def _by_name(names: Mapping[int, str]) -> dict[str, frozenset[int]]:
    """Give whole names and first names, with all who have them."""
    known: dict[str, frozenset[int]] = {}
    for number, name in names.items():
        for said in {_folded(name), _folded(name.split(" ")[0])}:
            known[said] = known.get(said, frozenset()) | {number}
    return known


def _longest(said: str, known: Mapping[str, frozenset[int]]) -> Meant | None:
    ends = [found.end() for found in re.finditer(r"[\w'’-]+", said)]
    for end in reversed(ends):
        people = known.get(_folded(said[:end]))
        if people:
            return Meant(f"@{said[:end]}", people)
    return None


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.casefold().split())
