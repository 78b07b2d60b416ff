"""A mailbox that speaks IMAP over TLS in the process of the test: as much of it as a client of ours may ask for."""

import datetime as dt
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

FETCH = re.compile(rb"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)")
STORE = re.compile(rb"UID STORE (\d+) \+FLAGS\.SILENT \(\\Seen\)")


@dataclass
class Mailbox:
    """What lies in it, and how it behaves."""

    mails: list[bytes] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    password: str = "geheim"
    port: int = 0
    certificate: Path = Path()


class Handler(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        """Answer line by line until the client leaves."""
        box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self.wfile.write(b"* OK IMAP4rev1 ready\r\n")
        while line := self.rfile.readline():
            tag, _gap, said = line.strip().partition(b" ")
            self.answer(box, tag, said)
            if said.upper() == b"LOGOUT":
                return

    def answer(self, box: Mailbox, tag: bytes, said: bytes) -> None:
        """Answer one line."""
        name = said.split(b" ")[0].upper()
        if name == b"LOGIN" and box.password.encode() not in said:
            self.wfile.write(tag + b" NO wrong password\r\n")
            return
        if name == b"CAPABILITY":
            self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
        elif name == b"SELECT":
            self.wfile.write(b"* %d EXISTS\r\n" % len(box.mails))
        elif said.startswith(b"UID SEARCH"):
            unread = [str(one) for one in range(1, len(box.mails) + 1) if one not in box.seen]
            self.wfile.write(b"* SEARCH " + " ".join(unread).encode() + b"\r\n")
        elif match := FETCH.match(said):
            body = box.mails[int(match[1]) - 1][: int(match[2])]
            self.wfile.write(b"* %s FETCH (UID %s BODY[]<0> {%d}\r\n" % (match[1], match[1], len(body)))
            self.wfile.write(body + b")\r\n")
        elif match := STORE.match(said):
            box.seen.add(int(match[1]))
        self.wfile.write(tag + b" OK done\r\n")


class Server(socketserver.ThreadingTCPServer):
    """Wraps each connection in TLS."""

    daemon_threads = allow_reuse_address = True
    box: Mailbox
    secured: ssl.SSLContext

    def get_request(self) -> tuple[Any, Any]:
        """Take a connection."""
        line, address = super().get_request()
        return self.secured.wrap_socket(line, server_side=True), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a client does not trust us: that is what is tested."""


@contextmanager
def serving(folder: Path) -> Iterator[Mailbox]:
    """Serve an empty mailbox on a free port of this machine."""
    box = Mailbox(certificate=folder / "certificate.pem")
    key = ec.generate_private_key(ec.SECP256R1())
    box.certificate.write_bytes(_certificate(key).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(private)
    with Server(("127.0.0.1", 0), Handler) as server:
        server.box, server.secured = box, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.secured.load_cert_chain(box.certificate, folder / "key.pem")
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
