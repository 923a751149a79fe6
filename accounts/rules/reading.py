"""Reading what people type: columns, names, addresses, phones, local times. No Django."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from email.utils import parseaddr
from typing import Final, Literal
from zoneinfo import ZoneInfo

import phonenumbers
from rapidfuzz import fuzz

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
    return f"'{text}" if not text[:1].isalnum() and FORMULA.match(text) else text


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


LEGAL_FORMS: Final = frozenset({
    "gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "ev", "eg", "se", "sa", "sas", "sarl", "eurl",
    "snc", "sl", "slu", "srl", "spa", "sro", "as", "asa", "aps", "ab", "oy", "oyj", "bv", "nv",
    "vof", "ltd", "limited", "llc", "llp", "lp", "inc", "incorporated", "corp", "corporation",
    "co", "company", "plc", "pty", "pvt", "kft", "zrt", "doo", "dd", "sp", "zoo", "kk", "holding",
    "group", "gruppe", "the", "und", "and", "et", "y", "i",
})  # fmt: skip
"""Words of a name that say what it is by law, not which one it is."""
FREE_HOSTS: Final = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com",
    "icloud.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "orange.fr", "free.fr",
    "libero.it", "mail.ru", "proton.me", "protonmail.com",
})  # fmt: skip
LIKELY: Final = 75
"""From this score on, two rows are shown as perhaps the same."""


def bare_name(name: str) -> str:
    """Strip a name to what tells it apart: "ACME Holding G.m.b.H. & Co. KG" is "acme"."""
    folded = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    kept = "".join(letter for letter in folded if not unicodedata.combining(letter))
    kept = re.sub(r"(?<=\b\w)\.(?=\w\b)|['’`]", "", kept)
    words = re.sub(r"[^\w]+|_", " ", kept).split()
    telling = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(telling or words)


def host_of(website: str) -> str:
    """Give a website's host without www: "https://www.acme.example/de" is "acme.example"."""
    host = re.sub(r"^[a-z]+://", "", website.strip().casefold()).split("/")[0].split("@")[-1]
    host = host.split(":")[0].removeprefix("www.")
    return host if "." in host and " " not in host else ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a customer or a contact; phones in E.164, hosts bare."""

    name: str
    email: str = ""
    phone: str = ""
    host: str = ""
    country: str = ""


def likeness(one: Known, other: Known) -> tuple[int, tuple[str, ...]]:
    """Say how much two rows look like one, 0 to 100, and by what: name, email, phone, host.

    The name weighs most; the same address, number or host with quite another name is no match.
    """
    ours, theirs = bare_name(one.name), bare_name(other.name)
    compact = ours.replace(" ", "") == theirs.replace(" ", "") != ""
    alike = 100.0 if compact else fuzz.token_sort_ratio(ours, theirs)
    score, reasons = alike * 0.78, ["name"] if alike >= 80 else []
    same = (
        ("email", one.email.casefold(), other.email.casefold(), 40),
        ("phone", one.phone, other.phone, 20),
        ("host", one.host, other.host, 20),
    )
    for reason, left, right, weight in same:
        if left and left == right:
            score += weight
            reasons.append(reason)
        elif left and right and reason == "host":
            score -= 6
    if one.country and other.country and one.country.casefold() != other.country.casefold():
        score -= 12
    return max(0, min(100, round(score))), tuple(reasons)


LONGEST_CUSTOM: Final = 1000
MOST_DIGITS: Final = 15
LINK: Final = re.compile(r"https?://\S+\Z")
YES: Final = frozenset({"1", "yes", "y", "true", "t", "x", "ja", "oui", "sí", "si", "نعم"})
NO: Final = frozenset({"0", "no", "n", "false", "f", "nein", "non", "لا"})


def custom_value(kind: str, value: object, choices: Sequence[str] = ()) -> object:
    """Check a value of a field of one's own and give what is stored as JSON.

    `kind` is one of CustomType; numbers have at most 15 digits. Raises ValueError.
    """
    if kind == "yes_no" and isinstance(value, bool):
        return value
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if kind == "number" and is_number:
        return _number(Decimal(str(value)))
    if kind == "date" and isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if kind == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value).isoformat()
    if not isinstance(value, str) or "\0" in value or not 0 < len(value) <= LONGEST_CUSTOM:
        raise ValueError(kind)
    fits = {"text": True, "choice": value in choices, "link": bool(LINK.match(value))}
    if not fits.get(kind):
        raise ValueError(kind)
    return value


def custom_from_text(kind: str, text: str, choices: Sequence[str] = ()) -> object:
    """Read a cell of a file as `custom_value` wants it. Raises ValueError."""
    if kind == "yes_no" and text.casefold() in YES | NO:
        return text.casefold() in YES
    if kind == "number":
        try:
            return _number(Decimal(re.sub(r"[,\s]", "", text)))
        except InvalidOperation as error:
            raise ValueError(kind) from error
    if kind == "choice":
        text = next((each for each in choices if name_key(each) == name_key(text)), text)
    return custom_value(kind, text, choices)


def _number(number: Decimal) -> int | float:
    digits = number.normalize().as_tuple().digits if number.is_finite() else ()
    if not 0 < len(digits) <= MOST_DIGITS or abs(number) >= Decimal(10) ** MOST_DIGITS:
        raise ValueError("number")
    return int(number) if number == number.to_integral_value() else float(number)


PHONE_TAIL: Final = 6
EXTENSION: Final = re.compile(r"(ext|x|;|#).*$", re.IGNORECASE)


def phone_tail(text: str) -> str:
    """Give the last six digits of what looks like a phone; "" for anything else."""
    bare = EXTENSION.sub("", text)
    digits = re.sub(r"[^0-9]", "", bare)
    looks_so = re.fullmatch(r"(?:tel:)?[\d\s+()./\-\u2010-\u2015]+", bare.strip()) is not None
    return digits[-PHONE_TAIL:] if looks_so and len(digits) >= PHONE_TAIL else ""


def same_phone(one: str, other: str) -> bool:
    """Say whether two writings may be one number: with or without country code and marks."""
    found = phonenumbers.is_number_match(_dialled(one), _dialled(other))
    return found not in (phonenumbers.MatchType.NOT_A_NUMBER, phonenumbers.MatchType.NO_MATCH)


def _dialled(text: str) -> str:
    """Drop the exit code and the trunk zero, which are dialled and are not the number."""
    bare = EXTENSION.sub("", text).removeprefix("tel:").strip()
    if bare.startswith("00"):
        return f"+{bare[2:]}"
    return re.sub(r"\(0\)", "", bare) if bare.startswith("+") else bare.lstrip("(0")
