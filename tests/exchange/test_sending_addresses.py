"""Where shared facts may be sent, and how long the worker waits for the other sides."""

import socket
import threading
import time
from contextlib import suppress
from http.client import HTTPException

import pytest
from django.test import override_settings

from minqing.exchange.sharing import addresses, sending
from minqing.exchange.sharing.addresses import AddressRefused, check_address

HERE = override_settings(WEBHOOK_NETWORKS="127.0.0.0/8, ::1/128")


class Dripping:
    """Another side that answers a little at a time, each little in time, and only at the end what was asked for."""

    def __init__(self, little: bytes, last: bytes) -> None:
        self.first = b"" if little.startswith(b"HTTP") else b"HTTP/1.1 204 No Content\r\n"
        self.little, self.last = little, last
        self.line = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.line.getsockname()[1]}/"
        threading.Thread(target=self.answer, daemon=True).start()

    def answer(self) -> None:
        """Take one message, and answer for two seconds."""
        other, _address = self.line.accept()
        with other, suppress(OSError):
            other.recv(10_000)
            other.sendall(self.first)
            for _ in range(40):
                other.sendall(self.little)
                time.sleep(0.05)
            other.sendall(self.last)


class TestPatience:
    @HERE
    @pytest.mark.parametrize(
        ("little", "last"),
        [
            (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 204 No Content\r\n\r\n"),
            (b"X-Wait: a little\r\n", b"\r\n"),
        ],
    )
    def test_with_one_side_ends_however_often_it_says_a_little(self, little: bytes, last: bytes) -> None:
        with pytest.raises((OSError, HTTPException)):
            addresses.post(Dripping(little, last).url, b"{}", {}, timeout=0.5)

    def test_is_for_all_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sending, "PATIENCE", 2.0)
        came_back, found = threading.Event(), list[bool]()

        def never() -> None:
            came_back.wait(10)

        def late() -> None:
            found.append(came_back.wait(3.6))

        sending._all_at_once([never, late])
        came_back.set()

        assert found in ([], [True])


PRIVATE = [
    "https://127.0.0.1/", "https://localhost/", "https://10.1.2.3/", "https://192.168.0.1:8443/x", "https://172.16.0.9/",
    "https://169.254.169.254/latest/meta-data", "https://[::1]/", "https://[fe80::1]/", "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/", "https://[2002:0a00:0001::]/", "https://[64:ff9b::a00:1]/", "https://0.0.0.0/",
    "https://[fec0::1]/", "https://2130706433/", "https://0x7f000001/", "https://224.0.0.1/", "https://100.64.0.1/",
]  # fmt: skip


class TestAddress:
    @pytest.mark.parametrize("url", PRIVATE)
    def test_is_refused_where_it_is_not_public(self, url: str) -> None:
        with pytest.raises(AddressRefused):
            check_address(url)

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "ftp://8.8.8.8/",
            "http://8.8.8.8/",
            "https:///x",
            "https://a:b@8.8.8.8/",
            "https://8.8.8.8:99999/",
            "https://8.8.8.8/a b",
            "https://8.8.8.8/\n",
            f"https://8.8.8.8/{'x' * 500}",
            "https://例子.中国/",
            "javascript:1",
        ],
    )
    def test_is_refused_where_it_is_none(self, url: str) -> None:
        with pytest.raises(AddressRefused):
            check_address(url)

    def test_is_taken_where_it_is_public_and_in_tls(self) -> None:
        check_address("https://8.8.8.8/hook")

    def test_may_be_one_that_the_operator_named(self) -> None:
        with override_settings(WEBHOOK_NETWORKS="10.20.0.0/16"):
            check_address("https://10.20.3.4/hook")
            for url in ("https://10.21.0.1/", "http://10.20.3.4/"):
                with pytest.raises(AddressRefused):
                    check_address(url)

    @pytest.mark.parametrize("found", [["8.8.8.8", "10.0.0.1"], ["127.0.0.1"], []])
    def test_is_refused_where_a_name_leads_to_a_private_one(
        self, monkeypatch: pytest.MonkeyPatch, found: list[str]
    ) -> None:
        rows = [(2, 1, 6, "", (one, 443)) for one in found]
        monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_a, **_k: rows)

        with pytest.raises(AddressRefused):
            check_address("https://partner.example/")
