"""The sentences of an apology, in every language we write in, and how words fit into them.

`{…}` are filled in by the page. All of it is said to the customer, and none of it lays blame.
"""

import re
from typing import Final

from crm.recovery.rules.apology import ar, de, en, es, fr

APOLOGY: Final[dict[str, dict[str, str]]] = {
    "en": en.APOLOGY,
    "de": de.APOLOGY,
    "fr": fr.APOLOGY,
    "es": es.APOLOGY,
    "ar": ar.APOLOGY,
}
#: So many words in a row are a repeat, and no chance.
_RUN: Final = 5
_ENDS: Final = '.!?…؟。”"»“'


def as_sentence(words: str) -> str:
    """Make words that somebody noted a sentence of its own: a capital, and a full stop."""
    told = words.strip()
    if not told:
        return ""
    return told[0].upper() + told[1:] + ("" if told[-1] in _ENDS else ".")


def repeats(words: str, said: str) -> bool:
    """Tell whether the words say again what was said, word for word, as a whole or in a run."""
    new, old = _words(words), _words(said)
    length = min(_RUN, len(new))
    runs = {tuple(old[at : at + length]) for at in range(len(old) - length + 1)}
    return length > 0 and any(
        tuple(new[at : at + length]) in runs for at in range(len(new) - length + 1)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
