"""Mail that came back (RFC 3464, and what servers write instead of it), and abuse reports."""

import re
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr

from crm.recovery.rules.mail.deadness import is_dead
from crm.recovery.rules.mail.headers import addresses, header, headers
from crm.recovery.rules.mail.reading import Letter, content_of, leaves

_DAEMON = re.compile(
    r"^(?:mailer-?daemon|post-?master|poost-?master|mail-?delivery)", re.IGNORECASE
)
_DAEMON_NAME = re.compile(
    r"mailer[- ]daemon|mail delivery (?:sub)?system|postmaster", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|failed|report|problem)"
    r"|mail (?:delivery )?fail"
    r"|failure notice|returned mail|non[- ]?delivery|mail system error|could not be delivered"
    r"|message delayed|delayed \d+ hours|delivery (?:delayed|warning)|delivery notification"
    r"|unzustellbar|nicht zugestellt|unzustellbarkeit|non remis|échec de (?:la )?remise"
    r"|no se pudo entregar"
    r"|devuelto|не доставлено|mancata consegna|تعذر التسليم|配信|送信できません",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:could|can)\s*not be delivered|did not reach the following|delivery to the following"
    r"|(?:was|were) not delivered|unable to deliver|undeliverable|error delivering your mail"
    r"|recipients? (?:was|were|has been) (?:rejected|undeliverable)|mailbox is full"
    r"|delivery (?:has )?failed"
    r"|permanent(?:ly)? (?:error|failed|failure)|returned to sender|will be re-?tried"
    r"|still trying"
    r"|konnte nicht zugestellt|n'a pas pu être|no pudo ser entregad|не удалось доставить"
    r"|送信(?:に失敗|できません)"
    r"|^(?:550|554|5\d\d)[ -]|user unknown|unknown user",
    re.IGNORECASE | re.MULTILINE,
)
_ORIGINAL = re.compile(
    r"^(?:-+\s*(?:this is a copy|original|below this line|transcript of|included is a copy"
    r"|the header"
    r"|original mail)|message headers? follow|received:\s+(?:from|by|\()"
    r"|.{0,30}copy of the message"
    r"|\W*original message|return-path:\s*<)",
    re.IGNORECASE | re.MULTILINE,
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.:-])([45]\d\d)(?=[ \-#,;:)\]]|$)", re.MULTILINE)
_TO = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_FIELD_OF_REPORT = re.compile(r"^([A-Za-z-]+):[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)


@dataclass(frozen=True)
class Failure:
    """What became of one recipient.

    `is_final` when the server gave up; `is_dead` when the address takes no mail at all and
    none should go there again.
    """

    address: str
    status: str
    sentence: str
    is_final: bool
    is_dead: bool


def is_delivery_report(letter: Letter) -> bool:
    """Say whether a mail server tells that a mail did not, or not yet, arrive."""
    message = letter.message
    if any(part.get_content_type() == "message/delivery-status" for part in leaves(message)):
        return True  # of this very mail: one that somebody passes on to us lies in a mail inside
    if message.get_param("report-type") == "delivery-status":
        return True
    if headers(message, "X-Failed-Recipients"):
        return True
    if letter.from_address == "no-reply@sns.amazonaws.com":
        return '"Bounce"' in letter.text
    if not _is_daemon(letter):
        return False
    return bool(_SUBJECT.search(letter.subject) or _BODY.search(letter.text[:6000]))


def _is_daemon(letter: Letter) -> bool:
    message = letter.message
    path = header(message, "Return-Path").strip()
    sender = header(message, "From")
    return (
        bool(_DAEMON.match(letter.from_address))
        or bool(_DAEMON_NAME.search(sender))
        or parseaddr(sender)[1] == ""
        or path == "<>"
        or bool(_DAEMON.match(path.strip("<>")))
    )


def is_complaint(letter: Letter) -> bool:
    """Say whether a mailbox provider tells us that a recipient called our mail spam (RFC 5965)."""
    message = letter.message
    if message.get_param("report-type") == "feedback-report":
        return True
    parts = list(message.walk())
    if any(part.get_content_type() == "message/feedback-report" for part in parts):
        return True
    return any(part.get("X-HmXmrOriginalRecipient") for part in parts)


def failures_of(letter: Letter) -> tuple[Failure, ...]:
    """Give what became of each recipient, as far as the report says; a delay is not final."""
    told = [failure for part in _reports(letter.message) for failure in _told(part, letter.text)]
    return tuple(told) or _guessed(letter)


def _reports(message: Message) -> list[str]:
    parts = message.walk()
    return [
        content_of(part).decode("utf-8", "replace").replace("\r\n", "\n")
        for part in parts
        if part.get_content_type() == "message/delivery-status"
    ]


def _told(report: str, text: str) -> list[Failure]:
    found = []
    for block in report.split("\n\n"):
        fields = {
            name.lower(): " ".join(value.split()) for name, value in _FIELD_OF_REPORT.findall(block)
        }
        whose = fields.get("final-recipient") or fields.get("original-recipient", "")
        action = fields.get("action", "").lower()
        if not whose or action in {"delivered", "relayed", "expanded"}:
            continue
        sentence = fields.get("diagnostic-code", "")
        address = next(iter(_TO.findall(whose)), "")
        status = _exact(fields.get("status", ""), sentence)
        words = sentence if len(sentence) > 12 else f"{sentence} {_before_original(text)}"
        found.append(_failure(address, status, words, final=action != "delayed"))
    return found


def _exact(status: str, sentence: str) -> str:
    """Give the status with the most to say: the server's own where the report's is a blank."""
    named = next(iter(_STATUS.findall(status)), "")
    said = next(iter(_STATUS.findall(sentence)), "")
    vague = not named or named.endswith((".0.0", ".1.0"))
    return said if vague and said else named


def _failure(address: str, status: str, sentence: str, *, final: bool) -> Failure:
    final = final and not status.startswith("4.")
    dead = final and is_dead(status, sentence)
    return Failure(address.lower(), status, " ".join(sentence.split())[:300], final, dead)


def _before_original(text: str) -> str:
    """Give what the server says, without the mail it sends back."""
    cut = _ORIGINAL.search(text, 1)
    return text[: cut.start()] if cut else text[:4000]


def _guessed(letter: Letter) -> tuple[Failure, ...]:
    said = _before_original(letter.text)
    named = [
        one.lower()
        for value in headers(letter.message, "X-Failed-Recipients")
        for one in _TO.findall(value)
    ]
    if not named:
        ours = {address for _name, address in addresses(letter.message, "From", "To", "Cc")}
        named = [one.lower() for one in _TO.findall(said) if one.lower() not in ours]
    late = re.search(r"delay|warning|will be retried|still trying", letter.subject, re.IGNORECASE)
    final = late is None
    return tuple(_about(said, address, final=final) for address in list(dict.fromkeys(named))[:20])


def _about(said: str, address: str, *, final: bool) -> Failure:
    near = _near(said, address)
    return _failure(address, _status(near) or _status(said), near, final=final)


def _status(said: str) -> str:
    """Give the first enhanced code in some words; else what the first old code comes to."""
    named, code = _STATUS.findall(said), _CODE.findall(said)
    return named[0] if named else f"{code[0][0]}.0.0" if code else ""


def _near(said: str, address: str) -> str:
    """Give what stands about one recipient: from its address to the next one's."""
    place = said.lower().find(address)
    if place < 0:
        return said
    after = said[place + len(address) : place + 700]
    others = [found.start() for found in _TO.finditer(after) if found.group().lower() != address]
    near = after[: others[0]] if others and others[0] > 60 else after
    return f"{said[max(0, place - 160) : place]} {near}" if len(near) < 80 else near
