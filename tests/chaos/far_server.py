"""Somebody else's mail server, as a process of its own: it can be killed, hang, and say no."""

import signal
import socket
import uuid
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Kept:
    """What a server kept in its folder, also when it was killed meanwhile."""

    folder: Path

    @property
    def mails(self) -> list[Envelope]:
        found = []
        for path in sorted(self.folder.iterdir()):
            envelope = Envelope()
            envelope.content = path.read_bytes()
            found.append(envelope)
        return found

    def number(self) -> int:
        return sum(1 for _path in self.folder.iterdir())


class _Office:
    def __init__(self, folder: Path, answer: str, only_to: str) -> None:
        self.folder, self.answer, self.only_to = folder, answer, only_to

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        content = envelope.original_content or b""
        if self.answer and self.only_to in str(message_from_bytes(content)["To"]):
            return self.answer
        (self.folder / uuid.uuid4().hex).write_bytes(content)
        return "250 kept"


def keep_office(port: int, folder: Path, answer: str = "", only_to: str = "") -> None:
    """Take mails and keep them; give `answer` instead, to all or to whom it is for."""
    office = _Office(folder, answer, only_to)
    Controller(office, hostname="127.0.0.1", port=port).start()
    signal.pause()  # until it is killed; a thread of its own serves


def say_nothing(port: int) -> None:
    """Accept whoever comes, and say nothing."""
    with socket.create_server(("127.0.0.1", port)) as door:
        lines = []
        while True:
            lines.append(door.accept())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def answers_at(port: int) -> bool:
    """Tell whether somebody listens there."""
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
