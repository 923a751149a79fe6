"""The blanks of a saved reply: `{first_name}` and its like, and how they are filled."""

import re
from collections.abc import Mapping
from typing import Final

#: Every blank there is, in the order people are told of them.
BLANKS: Final = ("first_name", "contact", "customer", "date", "fix", "promise", "me")
_IN_BRACES = re.compile(r"\{ *([A-Za-z_]{1,40}) *\}")


def strange_blanks(words: str) -> list[str]:
    """Name what stands in braces and is no blank of ours, each once, as written."""
    named = dict.fromkeys(_IN_BRACES.findall(words))
    return [name for name in named if name not in BLANKS]


def open_blanks(words: str) -> list[str]:
    """Name the blanks of ours that still stand in the words, each once."""
    named = dict.fromkeys(_IN_BRACES.findall(words))
    return [name for name in named if name in BLANKS]


def filled(words: str, known: Mapping[str, str]) -> str:
    """Fill every blank of which something is known; the others stay for the writer to see."""
    return _IN_BRACES.sub(lambda found: known.get(found[1]) or found[0], words)
