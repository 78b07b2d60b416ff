"""The acknowledgement goes out by SMTP, and what is sent in answer to it comes back to its request."""

import re
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from tests.exchange.intake.conftest import mail
from tests.factories import cases as make

from minqing.cases.models import Case
from minqing.exchange import channels
from minqing.exchange.intake.codes import State
from minqing.exchange.intake.mail.way import take_mail
from minqing.exchange.intake.working import work_due
from minqing.exchange.models import Arrival
from minqing.ledger.deliveries import run_due

AT = make.AT


class Handler(socketserver.StreamRequestHandler):
    """As much of SMTP as a client of ours speaks."""

    def handle(self) -> None:
        """Answer line by line; keep what comes after DATA."""
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def mails(office: make.County, settings: Any) -> Iterator[list[bytes]]:
    """A mail server in this process, and what it was given."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.mails = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.server_address[1], False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        channels.register_all()
        yield server.mails  # type: ignore[attr-defined]
        server.shutdown()


def acknowledged(mails: list[bytes]) -> Any:
    """The acknowledgement of a request by mail, as it reached the server."""
    take_mail(mail(), at=AT)
    work_due(AT)
    while run_due(AT):
        pass
    (raw,) = mails
    return message_from_bytes(raw, policy=policy.default)


class TestAcknowledgement:
    def test_reaches_the_server_once_and_starts_no_loop(self, mails: list[bytes]) -> None:
        answer = acknowledged(mails)

        assert answer["To"] == "xiulan@mail.example"
        assert answer["Auto-Submitted"] == "auto-generated"
        assert answer["Reply-To"] == "liuyan@qinghe.example"
        assert Case.objects.get().number in answer.get_content()

    @pytest.mark.parametrize("by", ["subject", "references", "address"])
    def test_answered_by_whatever_it_left_finds_its_request(self, by: str, mails: list[bytes], settings: Any) -> None:
        settings.MAIL_PLUS = True
        answer = acknowledged(mails)
        given = {
            "subject": {"subject": f"Re: {answer['Subject']}"},
            "references": {"References": f"<x@y> {answer['Message-ID']}"},
            "address": {"To": answer["Reply-To"]},
        }[by]

        key = take_mail(mail("还是不亮。", Message_ID="<2@mail.example>", **given), at=AT)
        work_due(AT)

        assert Arrival.objects.get(pk=key).state == State.ADDED
        assert re.fullmatch(r"liuyan\+[0-9A-Z]{20}@qinghe\.example", answer["Reply-To"])
