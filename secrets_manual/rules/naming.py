"""Whether a text names somebody: in full in any order, or by the last word of the name alone."""

import re

from secrets_manual.rules.folding import fold

_WORD = re.compile(r"\w+")
#: Shorter last words (Li, Roy) are too often something else to stand for somebody alone.
LONG_ENOUGH_ALONE = 4


def is_named(name: str, text: str) -> bool:
    """Say whether the text names them.

    The last word alone must be written as in the name: "Brown" names Ms Brown, "brown" is a
    colour.
    """
    parts = fold(name).split()
    if not parts:
        return False
    if set(parts) <= set(fold(text).split()):
        return True
    last = _WORD.findall(name)[-1:]
    return any(len(word) >= LONG_ENOUGH_ALONE and word in _WORD.findall(text) for word in last)
