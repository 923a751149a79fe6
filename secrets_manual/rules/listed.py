"""Reads the word lists that stand as text files in the folder `lists`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from secrets_manual.rules.categories import Category

LANGUAGES: Final = ("en", "de", "fr", "es")
_FOLDER: Final = Path(__file__).with_name("lists")
_CONTINUED: Final = re.compile(r"\|\s*\n\s*")
_PART: Final = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Listed:
    """One language's list: names of groups, harmless entries, blocked entries by category.

    small: words so common that they tell the language.
    """

    language: str
    small: frozenset[str]
    names: dict[str, str]
    harmless: str
    blocked: dict[Category, str]


def read_lists() -> Iterator[Listed]:
    """Give every language's list; a part under an unknown heading raises ValueError."""
    for language in LANGUAGES:
        written = (_FOLDER / f"{language}.txt").read_text("utf-8")
        _intro, *parts = _PART.split(_CONTINUED.sub("|", written))
        by_heading = dict(zip(parts[::2], parts[1::2], strict=True))
        names = {
            name.strip(): words.strip()
            for name, _equals, words in (
                line.partition("=") for line in by_heading.pop("names", "").strip().splitlines()
            )
        }
        small = frozenset(by_heading.pop("small").split())
        harmless = by_heading.pop("harmless", "")
        blocked = {Category(heading): lines for heading, lines in by_heading.items()}
        yield Listed(language, small, names, harmless, blocked)
