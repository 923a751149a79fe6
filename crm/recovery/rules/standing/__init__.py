"""What a customer reads of how their mishap stands, in every language we write in.

`{…}` are filled in by the page. None of it is a word of ours among ourselves.
"""

from typing import Final

from crm.recovery.rules.standing import ar, de, en, es, fr

STANDING: Final[dict[str, dict[str, str]]] = {
    "en": en.STANDING,
    "de": de.STANDING,
    "fr": fr.STANDING,
    "es": es.STANDING,
    "ar": ar.STANDING,
}
