"""What a contact's own page and its mails say, in every language we write in.

`{…}` are filled in by the page; no table says secret, keeper or manual.
"""

from typing import Final

from secrets_manual.rules.page import ar, de, en, es, fr

PAGES: Final[dict[str, dict[str, str]]] = {
    "en": en.PAGE,
    "de": de.PAGE,
    "fr": fr.PAGE,
    "es": es.PAGE,
    "ar": ar.PAGE,
}
LINES: Final[dict[str, dict[str, str]]] = {
    "en": en.LINES,
    "de": de.LINES,
    "fr": fr.LINES,
    "es": es.LINES,
    "ar": ar.LINES,
}
