"""A mailbox on the loopback that speaks as much IMAP over TLS as our reader asks for."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.secrets_manual.calendar_server import write_certificate


@dataclass
class Mailbox:
    """What lies in it by number, and the flags of each."""

    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    port: int = 0
    certificate: Path = Path()

    def put(self, raw: bytes, *, said_size: int = 0) -> int:
        number = len(self.mails) + 1
        self.mails[number], self.flags[number] = raw, set()
        self.sizes[number] = said_size or len(raw)
        return number

    @property
    def url(self) -> str:
        return f"imaps://care:word@127.0.0.1:{self.port}/INBOX"

    def answer(self, command: str) -> bytes:
        if command.startswith("UID SEARCH"):
            new = [n for n, flags in self.flags.items() if not flags & {r"\Seen", r"\Flagged"}]
            return b"* SEARCH " + " ".join(map(str, new)).encode() + b"\r\n"
        found = re.match(r"UID (FETCH|STORE) (\d+) (.*)", command)
        if not found:
            return b"* 1 EXISTS\r\n" if command.startswith("SELECT") else b""
        number = int(found[2])
        if found[1] == "STORE":
            self.flags[number] |= set(re.findall(r"\\\w+", found[3]))
            return b""
        if "SIZE" in found[3]:
            return f"* {number} FETCH (UID {number} RFC822.SIZE {self.sizes[number]})\r\n".encode()
        raw = self.mails[number]
        return b"* %d FETCH (UID %d BODY[] {%d}\r\n%b)\r\n" % (number, number, len(raw), raw)


@contextmanager
def open_mailbox(folder: Path) -> Iterator[Mailbox]:
    box = Mailbox(certificate=write_certificate(folder))

    class Line(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            for line in self.rfile:
                tag, _space, command = line.decode().strip().partition(" ")
                if command.startswith("CAPABILITY"):
                    self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
                self.wfile.write(box.answer(command) + f"{tag} OK done\r\n".encode())
                if command == "LOGOUT":
                    return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def get_request(self) -> tuple[ssl.SSLSocket, object]:
            plain, address = super().get_request()
            return safe.wrap_socket(plain, server_side=True), address

    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    safe.load_cert_chain(box.certificate)
    with Server(("127.0.0.1", 0), Line) as server:
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield box
        server.shutdown()
