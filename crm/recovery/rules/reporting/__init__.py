"""What a customer reads who tells us of a mishap, in every language we write in.

`{…}` are filled in by the page and the mail.
"""

from typing import Final

from crm.recovery.rules.reporting import ar, de, en, es, fr

REPORT: Final[dict[str, dict[str, str]]] = {
    "en": en.REPORT,
    "de": de.REPORT,
    "fr": fr.REPORT,
    "es": es.REPORT,
    "ar": ar.REPORT,
}
