"""Headers as senders write them: broken, folded, encoded twice; none of them may raise."""

import datetime as dt
import re
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

from crm.recovery.rules.mail.charsets import decoded, keepable, one_line

#: A line of people may be long, and our own address its last.
LONGEST, LONGEST_OF_PEOPLE = 2_000, 200_000
_IDENTIFIER = re.compile(r"<([^<>\s]{1,990})>")
_ADDRESS = re.compile(r"[^\s<>@\",;:()\[\]]{1,64}@[^\s<>@\",;:()\[\]]{1,255}")


def header(message: EmailMessage, name: str) -> str:
    """Give a header decoded, "" when it is missing; the first of several."""
    return next(iter(headers(message, name)), "")


def headers(message: EmailMessage, name: str, longest: int = LONGEST) -> list[str]:
    """Give every header of a name, decoded as far as that goes."""
    wanted = name.lower()
    return [_text(value, longest) for key, value in message.raw_items() if key.lower() == wanted]


def _text(value: object, longest: int) -> str:
    raw = str(value)
    if any("\udc80" <= letter <= "\udcff" for letter in raw):
        raw = decoded(raw.encode("ascii", "surrogateescape"), "utf-8")
    try:
        return one_line(str(make_header(decode_header(raw))), longest)
    except (LookupError, UnicodeError, ValueError, AssertionError):
        return one_line(raw, longest)
    except Exception:  # noqa: BLE001 - the library raises what it likes at a broken header
        return one_line(keepable(raw), longest)


def addresses(message: EmailMessage, *names: str) -> list[tuple[str, str]]:
    """Give (name, address) pairs of some headers, addresses in small letters."""
    found = []
    texts = (text for name in names for text in headers(message, name, LONGEST_OF_PEOPLE))
    for value in texts:
        pairs = [pair for pair in _pairs(value) if "@" in pair[1]]
        pairs = pairs or [("", address) for address in _ADDRESS.findall(value)]
        found += [(one_line(name, 200), one_line(address, 254).lower()) for name, address in pairs]
    return [pair for pair in found if _ADDRESS.fullmatch(pair[1])]


def _pairs(value: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([value])
    except RecursionError:  # brackets inside brackets without end
        return []


def identifiers(message: EmailMessage, *names: str) -> list[str]:
    """Give the message identifiers in some headers, without their angles, each once."""
    texts = [one for name in names for one in headers(message, name)]
    return list(dict.fromkeys(found for text in texts for found in _IDENTIFIER.findall(text)))


def written_at(message: EmailMessage) -> dt.datetime | None:
    """Give when the sender says it was written, in UTC; None when that cannot be read."""
    try:
        at = parsedate_to_datetime(header(message, "Date"))
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
