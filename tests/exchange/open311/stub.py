"""A small server of another city on this machine: it answers what a test lays down, and keeps what it is asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One call: method, path, what stands in the address, in the body, and the headers by small letters."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    headers: dict[str, str]


class City(ThreadingHTTPServer):
    """The other side. ``pages`` maps a path to what it answers: bodies one after the other, the last for ever."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[Asked] = []
        self.pages: dict[str, list[tuple[int, bytes]]] = {}
        self.location = ""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://localhost:{self.server_address[1]}/v2"

    def lay(self, path: str, *bodies: str | bytes, status: int = 200) -> None:
        """Lay down what is answered at a path below ``/v2``."""
        made = [body.encode() if isinstance(body, str) else body for body in bodies]
        self.pages[f"/v2/{path}"] = [(status, body) for body in made]


class Answering(BaseHTTPRequestHandler):
    """Answers one call."""

    server: City

    def do_GET(self) -> None:
        """Answer a reading."""
        self._answer(b"")

    def do_POST(self) -> None:
        """Answer a filing."""
        self._answer(self.rfile.read(int(self.headers.get("content-length", 0))))

    def _answer(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        said = Asked(self.command, parts.path, _flat(parts.query), _flat(body.decode()), headers)
        self.server.asked.append(said)
        laid = self.server.pages.get(parts.path, [(404, b"[]")])
        status, answer = laid.pop(0) if len(laid) > 1 else laid[0]
        self.send_response(status)
        kind = "application/json" if parts.path.endswith("json") else "text/xml"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(answer)))
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _flat(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


@contextmanager
def a_city() -> Iterator[City]:
    """A server for as long as it is needed."""
    server = City()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
