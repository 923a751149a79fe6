"""Writing vCards 4.0 (RFC 6350), as address books of phones and mail programs read them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from accounts.formats.vcards import OURS

LINE_OCTETS: Final = 75
UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Card:
    """One human: what is "" is left out. `address` is text as it is written on an envelope."""

    uid: str
    name: str
    organisation: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = ""
    zone: str = ""
    reference: str = ""


def written_cards(cards: Iterable[Card]) -> Iterator[str]:
    """Write one card after another; lines are folded at 75 octets and end in CR LF."""
    for card in cards:
        lines = [
            "BEGIN:VCARD",
            "VERSION:4.0",
            f"UID:{escaped(card.uid)}",
            f"FN:{escaped(card.name)}",
            *(f"ORG:{escaped(text)}" for text in (card.organisation,) if text),
            *(f"TITLE:{escaped(text)}" for text in (card.title,) if text),
            *(f"EMAIL:{escaped(text)}" for text in (card.email,) if text),
            *(f"TEL;VALUE=text:{escaped(text)}" for text in (card.phone,) if text),
            *(f"ADR:;;{escaped(text)};;;;" for text in (card.address,) if text),
            *(f"LANG:{escaped(text)}" for text in (card.language,) if text),
            *(f"TZ:{escaped(text)}" for text in (card.zone,) if text),
            *(f"{OURS}:{escaped(text)}" for text in (card.reference,) if text),
            "END:VCARD",
        ]
        yield "".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """Escape what divides parts of a value; other control characters cannot be written."""
    text = re.sub(r"\r\n?|\u0085|\u2028|\u2029", "\n", text)
    text = UNWRITABLE.sub("", text)
    for mark in ("\\", ",", ";"):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """Fold a line so that none is longer than 75 octets, and no letter is cut."""
    pieces, piece, octets = [], "", 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if octets + width > LINE_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += letter
        octets += width
    return "\r\n".join([*pieces, piece]) + "\r\n"
