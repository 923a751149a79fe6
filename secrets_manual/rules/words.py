"""The shape of a language's word list."""

from dataclasses import dataclass

from secrets_manual.rules.categories import Category


@dataclass(frozen=True, slots=True)
class WordList:
    """What one language blocks. Texts are compared after folding (see `folding`).

    harmless: regular expressions blanked out before anything else is looked at.
    words: per category, words divided by blanks; `stem*` stands for all that begin so.
    phrases: per category, regular expressions that must begin at a word's beginning and
        end at a word's end.
    """

    language: str
    harmless: tuple[str, ...]
    words: dict[Category, str]
    phrases: dict[Category, tuple[str, ...]]
