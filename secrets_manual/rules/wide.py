"""Reads the wide word lists, which cast a broad net and leave the verdict to the context.

A list has one part per code. An entry of `[health]` is seldom harmless, one of `[health maybe]`
often is. Entries are written as in `entries.py`; accents are folded away here, and a German
umlaut is taken in its three spellings (ü, u, ue).
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from secrets_manual.rules.categories import Category
from secrets_manual.rules.entries import Entries

FOLDER: Final = Path(__file__).with_name("wide_lists")
LANGUAGES: Final = ("en", "de", "fr", "es")
_PART: Final = re.compile(r"^\[([a-z_ ]+)\]$", re.MULTILINE)
_CODES: Final = {"belief": Category.RELIGION, "sex": Category.SEX_LIFE}
_DIGRAPHS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

WideMark = tuple[str, Category, bool]


def plain(written: str) -> str:
    """Fold a list's text as `folding.fold` folds a sentence, keeping the signs of its entries."""
    spread = unicodedata.normalize("NFKD", written.casefold())
    return "".join(char for char in spread if unicodedata.category(char) != "Mn")


def parts(name: str) -> dict[str, str]:
    """Give the parts of one file by heading."""
    written = (FOLDER / f"{name}.txt").read_text("utf-8")
    _intro, *pieces = _PART.split(written)
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def _names(written: str) -> dict[str, str]:
    lines = (line.partition("=") for line in written.strip().splitlines())
    return {name.strip(): plain(words.strip()) for name, _equals, words in lines}


def _spelt(language: str, written: str) -> Iterator[str]:
    yield plain(written)
    other = written.casefold().translate(_DIGRAPHS)
    if language == "de" and other != written.casefold():
        changed = [entry for entry in re.split(r"[,\n]", written) if re.search("[äöüÄÖÜ]", entry)]
        yield plain(",".join(changed).casefold().translate(_DIGRAPHS))


def read_wide() -> Entries[WideMark]:
    """Give all wide entries; a mark tells language, category, and whether it is seldom harmless."""
    entries: Entries[WideMark] = Entries()
    for language in LANGUAGES:
        by_heading = parts(language)
        names = _names(by_heading.pop("names", ""))
        for heading, written in by_heading.items():
            code, _blank, maybe = heading.partition(" ")
            category = _CODES.get(code) or Category(code)
            for lines in _spelt(language, written):
                entries.add(lines, (language, category, not maybe), names)
    return entries
