"""What hangs on a mail: its name made safe, its type read from its own bytes."""

import re
import unicodedata
from dataclasses import dataclass

import filetype

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+')
PLAIN = "text/plain"
UNKNOWN = "application/octet-stream"
_MARKUP = re.compile(rb"<(?:!doctype|html|svg|\?xml|script|body)", re.IGNORECASE)


@dataclass(frozen=True)
class Attached:
    """One file of a mail; `kind` is what its bytes say it is, never what the sender says."""

    name: str
    kind: str
    content: bytes


def attached(name: str, content: bytes) -> Attached:
    """Give the file with a safe name and the type its bytes show."""
    return Attached(safe_name(name), kind_of(content), content)


def kind_of(content: bytes) -> str:
    """Tell the type from the bytes; markup that a browser could run is plain text to us."""
    found = filetype.guess(content[:8192])
    if found is not None:
        return str(found.mime)
    if b"\x00" in content[:8192]:
        return UNKNOWN
    if _MARKUP.search(content[:1024]):
        return PLAIN
    try:
        content[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        return PLAIN if error.start > 4000 else UNKNOWN
    return PLAIN


def safe_name(name: str) -> str:
    """Give a name without folders, breaks and marks that turn the reading direction."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    clean = _UNSAFE.sub("_", " ".join(last.split())).strip(". ")
    return clean[-120:] or "attachment"
