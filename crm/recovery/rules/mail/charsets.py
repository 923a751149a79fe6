"""Bytes to text, whatever a sender calls their charset."""

import codecs
import re

from charset_normalizer import from_bytes

#: Names that mail programs write for codecs Python knows by another; the wider one where two fit.
_NAMES = {
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7",
    "uft-8": "utf-8",
}
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def decoded(raw: bytes, charset: str) -> str:
    """Give the text: in the charset named, else in UTF-8, else in the likeliest one.

    Few letters beyond ASCII are the accents of western languages: too few to guess others by.
    """
    for name in (_NAMES.get(charset.lower(), charset), "utf-8"):
        try:
            return raw.decode(codecs.lookup(name).name)
        except (LookupError, UnicodeError, ValueError):
            continue
    if 4 * sum(byte > 127 for byte in raw[:20_000]) < len(raw[:20_000]):
        return raw.decode("cp1252", errors="replace")
    best = from_bytes(raw[:20_000]).best()
    return raw.decode(best.encoding if best else "cp1252", errors="replace")


def keepable(text: str) -> str:
    """Leave out what no database takes (control characters, halves of pairs); one kind of break."""
    return _UNKEEPABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str, longest: int = 300) -> str:
    """Fold a header into one line, so that no break of it starts another header."""
    return " ".join(keepable(text).split())[:longest]
