"""Text messages go out to a gateway: each once, signed, in the gateway's own form, and none stands before another."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from minqing.directory import channels
from minqing.exchange.channels import posting, sms
from minqing.exchange.intake.signing import signature

Calls = list[dict[str, Any]]


@pytest.fixture
def calls(tmp_path: Path, settings: Any) -> Iterator[Calls]:
    """A gateway in this process, and what it was told; it refuses the number that ends with 9."""
    told: Calls = []

    class Gateway(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append({"body": body, "headers": dict(self.headers)})
            code = 7 if b"19903990009" in body else 0
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"code": code}).encode())

        def log_message(self, *given: Any) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Gateway) as server:
        settings.DATA = tmp_path
        settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_address[1]}/send?v=1"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield told
        server.shutdown()


def send(*numbers: str, body: str = "收到了") -> None:
    for number in numbers:
        channels.send("sms", to=number, subject="", body=body, key=f"k{number}")


class TestPosting:
    def test_hands_each_over_once(self, calls: Calls) -> None:
        send("19903990001", "19903990002")

        assert posting.post_waiting(timezone.now()) == 2
        assert posting.post_waiting(timezone.now()) == 0

        assert json.loads(calls[0]["body"]) == {"to": "19903990001", "text": "收到了", "id": "k19903990001"}
        assert calls[0]["headers"]["Idempotency-Key"] == "k19903990001"

    def test_fills_a_form_and_nothing_breaks_out_of_its_value(self, calls: Calls, settings: Any) -> None:
        settings.SMS_GATEWAY_BODY = "mobile={to}&content=【青禾】{body}&sign=abc"
        send("19903990001", body="a&mobile=1{to}")

        posting.post_waiting(timezone.now())

        said = parse_qs(calls[0]["body"].decode())
        assert said == {"mobile": ["19903990001"], "content": ["【青禾】a&mobile=1{to}"], "sign": ["abc"]}

    def test_signs_where_there_is_a_secret(self, calls: Calls, settings: Any) -> None:
        settings.SMS_GATEWAY_SECRET = "s"
        send("19903990001")

        posting.post_waiting(timezone.now())

        heads = calls[0]["headers"]
        expected = signature("s", heads["X-Timestamp"], heads["X-Nonce"], calls[0]["body"])
        assert heads["X-Signature"] == expected

    def test_keeps_what_is_refused_and_goes_on(self, calls: Calls, settings: Any) -> None:
        settings.SMS_GATEWAY_SUCCESS = "code=0"
        send("19903990009", "19903990001")

        with pytest.raises(posting.GatewayRefused):
            posting.post_messages(timezone.now())

        assert [message.to for message in sms.latest()] == ["19903990009"]

    def test_keeps_everything_while_nobody_answers(self, calls: Calls, settings: Any) -> None:
        settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/"
        send("19903990001")

        with pytest.raises(OSError):
            posting.post_messages(timezone.now())

        assert len(sms.latest()) == 1

    def test_waits_for_a_program_where_no_gateway_is_named(self, calls: Calls, settings: Any) -> None:
        settings.SMS_GATEWAY_URL = ""
        send("19903990001")

        posting.post_messages(timezone.now())

        assert calls == []
        assert len(sms.latest()) == 1

    @pytest.mark.parametrize(("status", "answer"), [(500, b"{}"), (200, b"no json"), (200, b"[]"), (200, b"{}")])
    def test_takes_nothing_for_taken_that_does_not_say_so(self, status: int, answer: bytes, settings: Any) -> None:
        settings.SMS_GATEWAY_SUCCESS = "code=0"

        assert not posting.is_taken(status, answer)
