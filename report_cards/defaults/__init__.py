"""The words of the default card and of its page, in every language we ask in.

A new behaviour: one entry in BEHAVIOURS (`questions.py`) with its words in every language.
A new language: its column there, and a file beside `en.py` with the same names.
`{person}` is the rated person's first name, `{company}` ours, `{day}` the last day.
"""

from report_cards.defaults import ar, de, en, es, fr
from report_cards.defaults.questions import BEHAVIOURS, CODES, FIXED, SCALE_ENDS

PAGES: dict[str, dict[str, str]] = {
    "en": en.PAGE,
    "de": de.PAGE,
    "fr": fr.PAGE,
    "es": es.PAGE,
    "ar": ar.PAGE,
}
NAMES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "ar": "العربية"}

__all__ = ["BEHAVIOURS", "CODES", "FIXED", "NAMES", "PAGES", "SCALE_ENDS"]
