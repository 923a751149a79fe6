"""A real mail server on loopback that behaves as a test tells it to."""
# ruff: noqa: ARG002, N802 - aiosmtpd names the hooks and their arguments

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class PostOffice:
    """Takes mails; answers with `answers` first, one per mail, then with 250."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.mails: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(envelope)
        return "250 kept"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("unknown"):
            return "550 nobody of that name"
        if address.startswith("full"):
            return "452 the mailbox is full"
        envelope.rcpt_tos.append(address)
        return "250 fine"


@contextmanager
def open_post_office() -> Iterator[tuple[PostOffice, int]]:
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield office, port
    finally:
        controller.stop()
