"""Reading what people type: columns, names, addresses, phones, local times. No Django."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final, Literal
from zoneinfo import ZoneInfo

import phonenumbers

How = Literal["exact", "alike", "synonym"]

EMAIL: Final = re.compile(r"[^\s@<>(),;:\"\\]+@[^\s@<>(),;:\"\\]+\Z")
LONGEST_EMAIL: Final = 254
FORMULA: Final = re.compile(
    r"'*(?:[\t\r\n]|[\s\ufeff\u200b-\u200f\u2060\0]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])"
)
"""What a spreadsheet may take for a formula, also full-width and after blanks nobody sees."""
SLASHED: Final = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?\Z"
)


@dataclass(frozen=True, slots=True)
class Match:
    """What was matched, and how: "exact", "alike" (same without case and marks) or "synonym"."""

    found: str
    how: How


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone as written; `e164` is None when the number is not valid."""

    raw: str
    e164: str | None
    extension: str = ""


def name_key(name: str) -> str:
    """Fold case, width and accents' spelling and drop blanks and marks: "GTX Pro" is "gtxpro"."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LMNS")


def match_name(name: str, known: Iterable[str]) -> Match | None:
    """Find a name among known ones; None when nothing, or more than one thing, is alike."""
    names = set(known)
    if name in names:
        return Match(name, "exact")
    key = name_key(name)
    alike = [each for each in names if key and name_key(each) == key]
    return Match(alike[0], "alike") if len(alike) == 1 else None


def match_column(
    header: Sequence[str], wanted_fields: Sequence[str], synonyms: Mapping[str, Sequence[str]]
) -> dict[str, Match]:
    """Guess which column holds which field; fields without a column are left out.

    Exact names are served before alike ones, those before synonyms in their order; no column
    serves two fields.
    """
    matches: dict[str, Match] = {}
    rounds: tuple[How, ...] = ("exact", "alike", "synonym")
    for how in rounds:
        for wanted in wanted_fields:
            taken = {match.found for match in matches.values()}
            free = [column for column in header if column not in taken]
            names = synonyms.get(wanted, ()) if how == "synonym" else (wanted,)
            column = _column_called(names, free, exactly=how == "exact")
            if wanted not in matches and column is not None:
                matches[wanted] = Match(column, how)
    return matches


def _column_called(names: Sequence[str], columns: Sequence[str], *, exactly: bool) -> str | None:
    for name in names:
        for column in columns:
            if column == name or (not exactly and name_key(column) == name_key(name) != ""):
                return column
    return None


def parse_email(text: str) -> str | None:
    """Take the address out of "Kim <kim@x.org>" or "mailto:…"; None when there is none.

    The part before the @ keeps its case, the domain is folded. Letters of any script pass.
    """
    bare = text.strip()
    if bare.lower().startswith("mailto:"):
        bare = bare[7:]
    if "<" in bare:
        bare = parseaddr(bare)[1]
    if len(bare) > LONGEST_EMAIL or not EMAIL.match(bare):
        return None
    local, _at, domain = bare.rpartition("@")
    well_formed = "." not in (local[0], local[-1], domain[0], domain[-1]) and ".." not in bare
    return f"{local}@{domain.casefold()}" if well_formed else None


def parse_phone(text: str, region: str | None = None) -> Phone:
    """Read a phone; `region` ("GB") is for numbers without country code. Never raises."""
    raw = text.strip()
    try:
        number = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return Phone(raw, None)
    if not phonenumbers.is_valid_number(number):
        return Phone(raw, None)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(raw, e164, number.extension or "")


def neutralise_cell(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run; `restore_cell` takes it off."""
    return f"'{text}" if FORMULA.match(text) else text


def restore_cell(text: str) -> str:
    """Undo `neutralise_cell`, so that an export imports unchanged."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def parse_local_datetime(text: str, zone: ZoneInfo) -> dt.datetime:
    """Read ISO 8601 or M/D/YYYY [H:MM[:SS] [AM|PM]]; a date alone is its midnight.

    An offset in the text wins over the zone. A local time that happens twice means the first;
    one skipped by the clock moves forward by the gap (02:30 becomes 03:30). The answer is in
    `zone`. Raises ValueError for anything else.
    """
    stripped = text.strip()
    slashed = SLASHED.match(stripped)
    moment = _from_slashed(slashed) if slashed else dt.datetime.fromisoformat(stripped)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone, fold=0)
    return moment.astimezone(dt.UTC).astimezone(zone)


def _from_slashed(match: re.Match[str]) -> dt.datetime:
    month, day, year, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    half = (match[7] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError(f"{match[0]}: the hour must be 1 to 12 with AM or PM")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return dt.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # zone comes later
