"""One message as it came over the line, taken apart: who, what, what hangs on it."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from itertools import islice

from crm.recovery.rules.mail import html
from crm.recovery.rules.mail.attached import Attached, attached
from crm.recovery.rules.mail.charsets import decoded, keepable, one_line
from crm.recovery.rules.mail.headers import addresses, header, identifiers, written_at

LARGEST = 25 * 1024 * 1024
LARGEST_FILE = 10 * 1024 * 1024
MOST_FILES = 20
MOST_PARTS = 300
MOST_ADDRESSES = 5_000
#: Parts inside parts; what is deeper was made to break whoever reads it.
DEEPEST = 100
LONGEST_TEXT = 100_000


class TooLargeError(ValueError):
    """The message is longer than we read."""


@dataclass(frozen=True)
class Letter:
    """A message taken apart; `text` is all of it, the quoted rest and the signature too.

    `message_id` is made of the bytes where the sender gave none. `left_out` counts files that
    were too large or too many, and every part after the first 300. `addressed` holds every
    address it was sent to.
    """

    message: EmailMessage = field(repr=False)
    message_id: str
    answers: tuple[str, ...]
    from_name: str
    from_address: str
    addressed: tuple[str, ...]
    subject: str
    text: str
    written_at: dt.datetime | None
    files: tuple[Attached, ...] = ()
    left_out: int = 0


def read(raw: bytes) -> Letter:
    """Take a message apart; TooLargeError beyond 25 MB, and nothing else for any bytes."""
    if len(raw) > LARGEST:
        raise TooLargeError(len(raw))
    message = _parsed(raw)
    sender = addresses(message, "From") or addresses(message, "Sender")
    own = identifiers(message, "Message-ID")
    files, left_out = _files(message)
    to = addresses(message, "To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
    return Letter(
        message=message,
        message_id=own[0][:250] if own else f"{hashlib.sha256(raw).hexdigest()}@no-identifier",
        answers=tuple(identifiers(message, "In-Reply-To", "References"))[:50],
        from_name=sender[0][0] if sender else "",
        from_address=sender[0][1] if sender else "",
        addressed=tuple(dict.fromkeys(address for _name, address in to))[:MOST_ADDRESSES],
        subject=one_line(header(message, "Subject")),
        text=body_of(message)[:LONGEST_TEXT],
        written_at=written_at(message),
        files=files,
        left_out=left_out,
    )


def _parsed(raw: bytes) -> EmailMessage:
    """Take the parts apart; where they lie too deep inside each other, the rest is words."""
    parser = BytesParser(policy=policy.default)
    try:
        message = parser.parsebytes(raw)
        if not _is_deep(message):
            return message
    except RecursionError:
        pass
    return parser.parsebytes(raw, headersonly=True)


def _is_deep(message: Message) -> bool:
    level: list[Message] = [message]
    for _depth in range(DEEPEST):
        inside = [part.get_payload() for part in level]
        found = [one for parts in inside if isinstance(parts, list) for one in parts]
        level = [one for one in found if isinstance(one, Message)]
        if not level:
            return False
    return True


def body_of(message: Message) -> str:
    """Give the words of a message: its plain text, else its HTML as text."""
    plain = [_text(part) for part in leaves(message) if _is_body(part, "text/plain")]
    text = "\n".join(one for one in plain if one.strip())
    if text:
        return text
    pages = [_text(part) for part in leaves(message) if _is_body(part, "text/html")]
    return "\n".join(html.text_of(page) for page in pages).strip("\n")


def leaves(message: Message) -> Iterator[Message]:
    """Give the first 300 parts that hold no others; a message inside a message stays one part."""
    return islice(_leaves(message), MOST_PARTS)


def _leaves(message: Message) -> Iterator[Message]:
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += [one for one in reversed(inside) if isinstance(one, Message)]
        else:
            yield part


def content_of(part: Message) -> bytes:
    """Give the bytes of a part; a message inside as it would be sent."""
    inside = part.get_payload()
    if isinstance(inside, list):
        return b"\n".join(_sent(one) for one in inside if isinstance(one, Message))
    try:
        content = part.get_payload(decode=True)
    except (LookupError, ValueError, AssertionError):
        content = str(inside).encode("utf-8", "replace")
    return content if isinstance(content, bytes) else b""


def _sent(message: Message) -> bytes:
    try:
        return message.as_bytes(policy=policy.compat32)
    except (LookupError, UnicodeError, ValueError, AttributeError, TypeError, KeyError):
        return str(message.get_payload()).encode("utf-8", "replace")


def _text(part: Message) -> str:
    try:
        charset = str(part.get_param("charset", "utf-8"))
    except (LookupError, ValueError):
        charset = "utf-8"
    return keepable(decoded(content_of(part), charset))


def _name(part: Message) -> str:
    try:
        return one_line(part.get_filename("") or "")
    except Exception:  # noqa: BLE001 - the library raises what it likes at a broken header
        return ""


def _is_body(part: Message, kind: str) -> bool:
    asked = str(part.get("Content-Disposition", "")).strip().lower()
    # Parts whose boundary never came are one text.
    whole = part.get_content_maintype() == "multipart" and kind == "text/plain"
    fits = whole or part.get_content_type() == kind
    return fits and not asked.startswith("attachment") and not _name(part)


def _files(message: Message) -> tuple[tuple[Attached, ...], int]:
    found: list[Attached] = []
    left_out = sum(1 for _part in islice(_leaves(message), MOST_PARTS, None))
    for part in leaves(message):
        if _is_body(part, "text/plain") or _is_body(part, "text/html"):
            continue
        content = content_of(part)
        if not content:
            continue
        if len(content) > LARGEST_FILE or len(found) >= MOST_FILES:
            left_out += 1
            continue
        inside = part.get_content_maintype() == "message"
        found.append(attached(_name(part) or ("message.eml" if inside else ""), content))
    return tuple(found), left_out
