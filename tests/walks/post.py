"""A post office on loopback that keeps every letter it is handed."""

import email
import email.message
import email.policy
import threading
from collections.abc import Callable

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE = 90  # seconds; two turns of the sweep and a slow machine


class PostOffice:
    """Takes mail by SMTP and lets a test wait until a letter is there."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.letters: list[tuple[str, email.message.EmailMessage]] = []
        self._news = threading.Condition()
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    def open(self) -> None:
        self._controller.start()

    def close(self) -> None:
        self._controller.stop()

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        letter = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)
        with self._news:
            for address in envelope.rcpt_tos:
                self.letters.append((address, letter))  # type: ignore[arg-type]
            self._news.notify_all()
        return "250 kept"

    def wait_for(
        self, wanted: Callable[[str, str], bool], *, about: str
    ) -> tuple[str, email.message.EmailMessage]:
        """Wait for a letter by address and subject, and give it."""

        def found() -> tuple[str, email.message.EmailMessage] | None:
            return next(
                (one for one in self.letters if wanted(one[0], str(one[1]["subject"]))), None
            )

        with self._news:
            self._news.wait_for(lambda: found() is not None, PATIENCE)
            hit = found()
        told = [f"{address}: {letter['subject']}" for address, letter in self.letters[-20:]]
        assert hit is not None, "\n".join([f"no letter {about} among:", *told])
        return hit

    def addresses(self, subject_holds: str) -> set[str]:
        """Give whom letters with these words in the subject went to."""
        return {to for to, letter in self.letters if subject_holds in str(letter["subject"])}


def text_of(letter: email.message.EmailMessage) -> str:
    """Give the plain words of a letter."""
    part = letter.get_body(("plain",))
    return str(part.get_content()) if part else ""
