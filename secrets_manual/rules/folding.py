"""Brings a text into one plain form, so that disguises of a word look like the word.

Order matters: compatibility forms and look-alike letters first, then what cannot be seen,
then accents, and only at the end spaced-out letters and digits that stand for letters.
"""

import re
import unicodedata

_LOOKALIKES = str.maketrans(
    "абвгеёикмнорстухіјѕԁһⅼαβεικνορτυχ",
    "abbreeukmhopctyxijsdhlabeiknoptux",
)
_LEET = str.maketrans("013457@$!|", "oieastasii")
_LEET_WITH_L = str.maketrans("013457@$!|", "oleastasll")
_MIXED_WORD = re.compile(r"\w*[^\W\d_][\w@$!|]*[013457@$!|][\w@$!|]*[^\W\d_]|[@$]\w+[^\W\d_]")
_ORDINAL_OR_AGE = re.compile(r"\d+(?:st|nd|rd|th|s|am|pm|h|k|m|kg|km|cm|yo|er|ers|e|ieme|%)?$")
_SPACED_LETTERS = re.compile(r"(?<!\w)(?:[^\W\d_][ .*_\-+/]{1,2}){3,}[^\W\d_](?!\w)")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_APOSTROPHES = re.compile("['’ʼ`´‘]")
_NOT_WORD = re.compile(r"[^\w@$!|]+")


def _without_marks(text: str) -> str:
    """Drop accents and everything invisible: zero-width signs, soft hyphens, controls."""
    spread = unicodedata.normalize("NFKD", text)
    return "".join(
        " " if char in "\n\r\t" else char
        for char in spread
        if char in "\n\r\t" or unicodedata.category(char) not in {"Mn", "Cf", "Cc", "Me"}
    )


def fold(text: str) -> str:
    """Return the text in lower case, without accents or punctuation, one space between words."""
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text).casefold().translate(_LOOKALIKES)
        plain = _without_marks(plain)
    plain = _APOSTROPHES.sub("'", plain.casefold())
    plain = _SPACED_LETTERS.sub(lambda run: re.sub(r"[^a-z]", "", run.group()), plain)
    plain = plain.replace("can't", "cannot").replace("n't", " not").replace("i'm", "i am")
    plain = plain.replace("&", " and ")
    plain = _NOT_WORD.sub(" ", plain.replace("'s", " s").replace("'", " ").replace("_", " "))
    return _STRETCHED.sub(r"\1", plain).strip()


def readings(text: str) -> tuple[str, ...]:
    """Return the folded text and, where digits may stand for letters, the readings of those.

    >>> readings("d1abet3s")
    ('d1abet3s', 'diabetes', 'dlabetes')
    """
    folded = fold(text)
    plain = " ".join(word.strip("@$!|") for word in folded.split())
    swapped = [_swapped(folded, table) for table in (_LEET, _LEET_WITH_L)]
    return tuple(dict.fromkeys([plain, *swapped]))


def _swapped(folded: str, table: dict[int, int]) -> str:
    words = (
        word.translate(table)
        if _MIXED_WORD.search(word) and not _ORDINAL_OR_AGE.fullmatch(word)
        else word.strip("@$!|")
        for word in folded.split()
    )
    return " ".join(words)
