"""vCard 2.1, 3.0 and 4.0, as phones and mail programs really write them, to flat rows.

vobject stops at doubled carriage returns, bare quoted-printable and stray lines, so the cards
are parsed here: folding, soft line breaks, `item1.` groups and escapes; pictures are passed over.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from accounts.formats.rows import Limits, Reader, Row, RowError, cell_text, cell_too_long, counted

COLUMNS: Final = (
    "name", "given", "family", "organisation", "email", "emails", "phone", "phones", "title",
    "address", "note", "language", "zone", "reference",
)  # fmt: skip
"""`emails` and `phones` hold all of them, divided by "; "; faxes and pagers are left out."""
OURS: Final = "X-CONFIDANT-REFERENCE"
"""Under which a card of ours names its reference: UIDs of other address books change too often."""
READ: Final = frozenset({
    "FN", "N", "ORG", "EMAIL", "TEL", "TITLE", "ADR", "NOTE", "LANG", "TZ", OURS,
})  # fmt: skip
LANGUAGE: Final = re.compile(r"(?=.{2,12}\Z)[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
HEAD: Final = re.compile(r'((?:[^":]|"[^"]*")*):(.*)\Z', re.DOTALL)
BETWEEN_PARAMETERS: Final = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*\Z)')
ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
NOT_SPOKEN: Final = frozenset({"FAX", "PAGER"})


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    types: frozenset[str]
    preference: int
    parts: tuple[str, ...]


@dataclass(slots=True)
class _Card:
    line: int
    version: str = ""
    properties: list[_Property] = field(default_factory=list)

    def all_of(self, name: str) -> list[_Property]:
        """Preferred ones first, otherwise as they stand in the card."""
        found = [each for each in self.properties if each.name == name and any(each.parts)]
        return sorted(found, key=lambda each: each.preference)


def read_vcards(path: Path, *, encoding: str, limits: Limits) -> Reader:
    """Open a file of vCards whose encoding is known; birthdays and pictures are not read."""
    return Reader(
        path,
        "vcard",
        COLUMNS,
        encoding,
        None,
        lambda: counted(_rows(path, encoding, limits), limits),
    )


def _rows(path: Path, encoding: str, limits: Limits) -> Iterator[Row | RowError]:
    """Gather properties between BEGIN and END; a card inside a card (AGENT) is passed over."""
    card: _Card | None = None
    nested, agent = 0, False
    for number, line in _logical_lines(path, encoding, limits):
        word = line.strip().upper().replace(" ", "")
        if word == "BEGIN:VCARD" and card is not None and agent:
            nested += 1
        elif word == "BEGIN:VCARD":
            yield from _unfinished(card)
            card = _Card(number)
        elif word == "END:VCARD" and nested:
            nested -= 1
        elif word == "END:VCARD" and card is not None:
            yield _flat(card)
            card = None
        elif card is not None and not nested:
            _take(card, line)
        agent = word.startswith("AGENT") or nested > 0
    yield from _unfinished(card)


def _unfinished(card: _Card | None) -> Iterator[RowError]:
    if card is not None:
        yield RowError(card.line, None, _("This card has no END:VCARD."))


def _logical_lines(path: Path, encoding: str, limits: Limits) -> Iterator[tuple[int, str]]:
    """Join folded lines and soft breaks; what is not read is dropped, not gathered."""
    begins_on, whole, soft = 1, "", False
    for number, line in _physical_lines(path, encoding, limits):
        if soft:
            whole = whole[:-1] + line
        elif line[:1] in (" ", "\t"):
            whole += line[1:] if _is_read(whole) else ""
        elif line:
            if whole:
                yield begins_on, whole
            begins_on, whole = number, line
        if len(whole) > limits.line_characters:
            raise cell_too_long(begins_on, limits)
        soft = whole.endswith("=") and "QUOTED-PRINTABLE" in whole.partition(":")[0].upper()
    if whole:
        yield begins_on, whole


def _physical_lines(path: Path, encoding: str, limits: Limits) -> Iterator[tuple[int, str]]:
    with path.open(encoding=encoding, newline="\n") as stream:
        number = 0
        while piece := stream.readline(limits.line_characters + 1):
            if len(piece) > limits.line_characters:
                raise cell_too_long(number + 1, limits)
            for line in piece.rstrip("\r\n").split("\r"):
                number += 1
                yield number, line


def _is_read(line: str) -> bool:
    name = re.split("[;:]", line, maxsplit=1)[0].rpartition(".")[2].upper()
    return name in READ or ("\n" not in line and ":" not in line)


def _take(card: _Card, line: str) -> None:
    """Read one property into the card; lines that are none, such as old base64, are skipped."""
    match = HEAD.match(line)
    if match is None:
        return
    head, value = match.groups()
    label, *parameters = BETWEEN_PARAMETERS.split(head)
    name = label.rpartition(".")[2].strip().upper()
    if name == "VERSION":
        card.version = value.strip()
    if name not in READ:
        return
    words = _parameter_words(parameters)
    if "QUOTED-PRINTABLE" in words.get("ENCODING", []) + words.get("TYPE", []):
        value = _unquoted(value, words.get("CHARSET", ["UTF-8"])[0])
    parts = tuple(_unescaped(part, card.version) for part in _split(value))
    if name in {"FN", "EMAIL", "TEL", "TITLE", "NOTE", OURS}:
        parts = (_unescaped(value, card.version),)
    types = frozenset(words.get("TYPE", []))
    ranks = [int(rank) for rank in words.get("PREF", []) if rank.isdigit()]
    preference = min(ranks, default=0 if "PREF" in types else 101)
    card.properties.append(_Property(name, types, preference, parts))


def _parameter_words(parameters: list[str]) -> dict[str, list[str]]:
    """`TYPE=work,voice`, `TYPE="cell,home"` and the bare words of 2.1, in capitals."""
    words: dict[str, list[str]] = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals:
            key, value = "TYPE", parameter
        found = [word.strip().upper() for word in value.replace('"', "").split(",")]
        words.setdefault(key.strip().upper(), []).extend(found)
    return words


def _unquoted(value: str, charset: str) -> str:
    octets = quopri.decodestring(value.encode("utf-8"))
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return octets.decode(encoding).replace("\r\n", "\n")
        except (UnicodeDecodeError, LookupError):
            continue
    return octets.decode("latin-1")


def _split(value: str) -> list[str]:
    """Cut at semicolons that are not escaped."""
    return re.findall(r"(?:^|(?<=;))((?:[^;\\]|\\.|\\\Z)*)(?:;|\Z)", value, re.DOTALL)


def _unescaped(value: str, version: str) -> str:
    r"""Undo escapes; 2.1 escapes only marks: there `C:\new` is a path, not a line break."""

    def meant(match: re.Match[str]) -> str:
        mark = match[1]
        if mark in "nN" and version != "2.1":
            return "\n"
        return mark if mark in '\\,;:"' else match[0]

    return ESCAPE.sub(meant, value)


def _flat(card: _Card) -> Row | RowError:
    name_parts = next((each.parts for each in card.all_of("N")), ())
    family, given = (*name_parts, "", "")[:2]
    emails = [_address_of(each.parts[0], "mailto:") for each in card.all_of("EMAIL")]
    phones = [
        _address_of(each.parts[0], "tel:").replace(";ext=", " ext. ")
        for each in card.all_of("TEL")
        if not each.types & NOT_SPOKEN
    ]
    organisation = next((each.parts[0] for each in card.all_of("ORG")), "")
    values = {
        "name": _first(card, "FN") or " ".join(filter(None, (given, family))),
        "given": given,
        "family": family,
        "organisation": organisation,
        "email": emails[0] if emails else "",
        "emails": "; ".join(emails),
        "phone": phones[0] if phones else "",
        "phones": "; ".join(phones),
        "title": _first(card, "TITLE"),
        "address": ", ".join(filter(None, next((e.parts for e in card.all_of("ADR")), ()))),
        "note": "\n".join(each.parts[0] for each in card.all_of("NOTE")),
        "language": _first(card, "LANG", LANGUAGE),
        "zone": _zone(card),
        "reference": _first(card, OURS),
    }
    if not any(values[column] for column in ("name", "organisation", "email", "phone")):
        return RowError(card.line, None, _("This card has no name, e-mail address or phone."))
    return Row(card.line, {column: cell_text(text) for column, text in values.items()})


def _zone(card: _Card) -> str:
    """Give a zone by its name; hours off Greenwich, as many programs write them, are no zone."""
    try:
        return ZoneInfo(_first(card, "TZ")).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def _first(card: _Card, name: str, fits: re.Pattern[str] | None = None) -> str:
    """Give the preferred value; of what is written in too many ways only what fits."""
    values = (each.parts[0] for each in card.all_of(name))
    return next((each for each in values if fits is None or fits.match(each)), "")


def _address_of(text: str, scheme: str) -> str:
    text = text.strip()
    return text[len(scheme) :] if text.lower().startswith(scheme) else text
