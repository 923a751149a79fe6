"""Which old encoding is this? Told by whose letters come out: short lists of names say little more.

Statistics of whole languages need pages of text; an address book has five names. So each codec
is tried with the alphabets written in it, and the one wins whose letters all belong to one
language and stand in words as letters do: a capital after a small letter is a wrong guess.
"""

import re
from collections.abc import Iterator
from typing import Final

_WESTERN: Final = (
    "äöüßé", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìíîòóùú", "éëïöüèáóí",
    "åäöéü", "æøåéäöüò", "àçéèíïòóúü",
)  # fmt: skip
_CENTRAL: Final = (
    "ąćęłńóśźż", "áčďéěíňóřšťúůýžöü", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț", "čćđšž",
)  # fmt: skip
_CYRILLIC: Final = ("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ", "абвгдежзиклмнопрстуфхцчшђјљњћџ")
_GREEK: Final = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",)
_TRIED: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("cp1252", _WESTERN),
    ("cp1254", ("çğıöşüâîûi\u0307",)),
    ("cp1250", _CENTRAL),
    ("cp1252", ("áðéíóúýþæö",)),
    ("cp1257", ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž")),
    ("cp1251", _CYRILLIC),
    ("cp1253", _GREEK),
    ("cp1255", ("אבגדהוזחטיךכלםמןנסעףפץצקרשת",)),
    ("cp1256", ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکھہں",)),
    ("koi8_u", _CYRILLIC),
    ("iso8859_5", _CYRILLIC),
    ("iso8859_2", _CENTRAL),
    ("mac_roman", _WESTERN),
    ("cp850", _WESTERN),
    ("cp852", _CENTRAL),
    ("cp866", _CYRILLIC),
)
_MIXED: Final = 0.93
"""What a list of names from many Western countries is worth beside one from one country."""
_ENOUGH: Final = 0.9
_MANY: Final = 0.5
_TYPOGRAPHY: Final = frozenset("’‘“”„–—…€«»°·\u00a0")
_EUC: Final = re.compile(rb"(?:[\xa1-\xfe]{2})+")
_HIGH: Final = re.compile(rb"[\x80-\xff]+")


def codec_by_letters(sample: bytes) -> str | None:
    """Name the codec whose letters fit best; None when none of them comes out well."""
    eastern = _east_asian(sample)
    if eastern is not None:
        return eastern
    best, codec = 0.0, None
    for tried, alphabets in _TRIED:
        score = _score(sample, tried, alphabets)
        if score > best:
            best, codec = score, tried
    if best >= _ENOUGH:
        return codec
    leads = _euc_leads(sample)
    return "gb18030" if leads and _share(leads, 0xB0, 0xD7) >= _MANY else None


def _score(sample: bytes, codec: str, alphabets: tuple[str, ...]) -> float:
    """Give 0 to 1: the share of the letters that one alphabet has, less for odd capitals."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    beyond = [letter for letter in text if ord(letter) > 127 and letter not in _TYPOGRAPHY]
    folded = [letter.casefold() for letter in beyond if letter.casefold() != "ss"]
    if not folded:
        return 1.0
    share = max(sum(each in alphabet for each in folded) for alphabet in alphabets)
    worth = share / len(folded)
    if alphabets is _WESTERN:
        every = frozenset("".join(_WESTERN))
        worth = max(worth, _MIXED * sum(each in every for each in folded) / len(folded))
    is_latin = alphabets[0][0] < "\u0370"
    odd = sum(_is_odd(*three, is_latin=is_latin) for three in _threes(text)) / len(folded)
    has_capitals = alphabets is _CYRILLIC or alphabets is _GREEK
    no_capitals = has_capitals and not any(letter.isupper() for letter in beyond)
    return worth * max(0.0, 1 - 2 * odd) - (0.05 if no_capitals else 0)


def _threes(text: str) -> Iterator[tuple[str, str, str]]:
    padded = f" {text} "
    return zip(padded, padded[1:], padded[2:], strict=False)


def _is_odd(before: str, letter: str, after: str, *, is_latin: bool) -> bool:
    """Say whether a letter stands where none stands: a capital inside a word, or two scripts."""
    if ord(letter) < 128 or not letter.isalpha():
        return False
    if not is_latin and any(each.isascii() and each.isalpha() for each in (before, after)):
        return True
    return letter.isupper() and (before.islower() or (before.isalpha() and after.islower()))


def _east_asian(sample: bytes) -> str | None:
    """Tell Japanese, Chinese and Korean by which rows of their tables the signs are from."""
    leads_of_pairs = _euc_leads(sample)
    if leads_of_pairs:
        return _of_the_euc_family(leads_of_pairs)
    for codec, usual in (("cp932", range(0x81, 0xA0)), ("big5", range(0xA1, 0xF9))):
        leads = list(_leads(sample, codec))
        if leads and sum(lead in usual for lead in leads) >= 0.8 * len(leads):
            return codec
    return None


def _of_the_euc_family(leads: bytes) -> str | None:
    """Read the first bytes of signs: one table each for three languages, at the same places."""
    if _share(leads, 0xA4, 0xA5) >= 0.2:
        return "euc_jp"
    if _share(leads, 0xB0, 0xC8) >= 0.95:
        return "euc_kr"
    if _share(leads, 0xB0, 0xD7) < _ENOUGH:
        return None
    return "euc_jp" if len(leads) >= 12 and not _share(leads, 0xD0, 0xD7) else "gb18030"


def _euc_leads(sample: bytes) -> bytes:
    """Give the first bytes of pairs where everything beyond ASCII comes in pairs, else nothing."""
    runs = _HIGH.findall(sample)
    return b"".join(runs)[::2] if all(_EUC.fullmatch(run) for run in runs) else b""


def _share(leads: bytes, first: int, last: int) -> float:
    return sum(first <= lead <= last for lead in leads) / len(leads)


def _leads(sample: bytes, codec: str) -> Iterator[int]:
    """Give the first bytes of all signs beyond ASCII; none where Latin letters stand beside."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return
    wide = [place for place, letter in enumerate(text) if ord(letter) > 127]
    beside = sum(
        any(each.isascii() and each.isalpha() for each in text[max(0, place - 1) : place + 2])
        for place in wide
    )
    if beside * 5 <= len(wide):
        yield from (text[place].encode(codec)[0] for place in wide)
