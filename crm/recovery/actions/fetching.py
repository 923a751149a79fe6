"""Reading our mailbox over IMAP: each message in a transaction of its own.

A message is marked as seen only after its row is written, so that a crash in between reads it
again, which its identifier makes harmless. One that cannot be taken in is flagged and left for
a human; the others go on.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError

from crm.disk import is_full
from crm.recovery.actions.receiving import receive
from crm.recovery.rules.mail.reading import LARGEST

logger = logging.getLogger(__name__)
_PATIENCE_SECONDS = 30
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True)
class Fetched:
    """What one reading of the mailbox came to."""

    received: int = 0
    parked: int = 0


def fetch_mail(*, limit: int = 200) -> Fetched:
    """Read what is new in the mailbox; nothing where none is set up.

    Raises OSError or imaplib's error when the server is out of reach, and the database's when
    that is: nothing is lost by it.
    """
    if not settings.IMAP_URL:
        return Fetched()
    received = parked = 0
    with _mailbox() as box:
        for number in _new(box)[:limit]:
            if _take(box, number):
                box.uid("STORE", number, "+FLAGS", r"(\Seen)")
                received += 1
            else:
                box.uid("STORE", number, "+FLAGS", r"(\Flagged)")
                parked += 1
    return Fetched(received, parked)


@contextmanager
def _mailbox() -> Iterator[imaplib.IMAP4_SSL]:
    url = urlsplit(settings.IMAP_URL)
    safe = ssl.create_default_context()
    host, port = url.hostname or "", url.port or 993
    with imaplib.IMAP4_SSL(host, port, ssl_context=safe, timeout=_PATIENCE_SECONDS) as box:
        box.login(unquote(url.username or ""), unquote(url.password or ""))
        folder = unquote(url.path.strip("/")) or "INBOX"
        answer, _detail = box.select(f'"{folder}"')
        if answer != "OK":
            raise imaplib.IMAP4.error(f"there is no folder {folder}")
        yield box


def _new(box: imaplib.IMAP4_SSL) -> list[str]:
    _answer, found = box.uid("SEARCH", "UNSEEN", "UNFLAGGED")
    return [number.decode() for number in (found[0] or b"").split()]


def may_come_later(error: Exception) -> bool:
    """Say whether a mail can be taken in once something of ours is mended.

    Else it is the mail itself, and it fails the same way each time.
    """
    return isinstance(error, (OperationalError, InterfaceError, OSError)) or is_full(error)


def _take(box: imaplib.IMAP4_SSL, number: str) -> bool:
    """Take in one message; False when it never can be."""
    _answer, told = box.uid("FETCH", number, "(RFC822.SIZE)")
    size = _SIZE.search(told[0] if told and isinstance(told[0], bytes) else b"")
    if size and int(size[1]) > LARGEST:
        return False
    _answer, parts = box.uid("FETCH", number, "(BODY.PEEK[])")
    raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
    try:
        receive(raw)
    except Exception as error:
        if may_come_later(error):
            raise
        logger.warning("mail %s was not taken in: %s", number, type(error).__name__)
        return False
    return True
