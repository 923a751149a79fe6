"""A real web server on loopback that takes webhooks and answers as a test tells it to."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Posted:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class HookServer:
    """Keeps what was posted; answers with `answers` first, one per post, then with 204."""

    port: int = 0
    answers: list[int] = field(default_factory=list)
    posts: list[Posted] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?room=7"

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"


@contextmanager
def open_hook_server() -> Iterator[HookServer]:
    kept = HookServer()

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            kept.posts.append(Posted(self.path, dict(self.headers), self.rfile.read(length)))
            self.send_response(kept.answers.pop(0) if kept.answers else 204)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
