"""
Where shared facts may be sent: to public addresses by https, and to those networks that the operator names.

Whoever may enter an address must not be able to make this machine speak with its own network. A name is looked up
anew for each sending, every address it has must be allowed, and the connection goes to the address that was looked at.

:source: ADR 0073; OWASP, Server Side Request Forgery Prevention.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.kernel.errors import Refused

__all__ = ["LONGEST", "AddressRefused", "Heard", "ask", "check_address", "post"]

LONGEST = 500
READ_MOST = 4096
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefused(Refused):
    """Nothing is sent to this address."""

    default: Any = gettext_lazy("Give an address that begins with https:// and is reachable by everybody.")

    def __init__(self, message: Any = None) -> None:
        super().__init__(message, field="url")


def check_address(url: str) -> None:
    """
    Refuse an address to which nothing may be sent.

    :raises AddressRefused: with what is wrong with it.
    """
    parts, _host, port = _parted(url)
    _allowed(parts, port)


def post(url: str, body: bytes, headers: Mapping[str, str], *, timeout: float) -> int:
    """
    Send a body; what is answered beside the status is not read further than a few thousand bytes.

    Redirects are not followed.

    :param timeout: seconds in all: whoever answers a byte at a time, or goes on and on saying that it will, is cut off.
    :raises AddressRefused: if the address may no longer be sent to.
    :raises OSError: if it cannot be reached.
    :raises http.client.HTTPException: if what it answers is no HTTP.
    """
    return ask("POST", url, body, headers, timeout=timeout, most=READ_MOST).status


@dataclass(frozen=True, slots=True)
class Heard:
    """What was answered: the status, and the body up to what was asked for."""

    status: int
    body: bytes


def ask(
    method: str,
    url: str,
    body: bytes | None,
    headers: Mapping[str, str],
    *,
    timeout: float,
    most: int,
    longest: int = LONGEST,
) -> Heard:
    """
    Ask an address, and hear its answer up to so many bytes. Redirects are not followed.

    :param most: read no more than that.
    :param longest: characters of the address; more than an address that a person entered where a question is added.
    :raises AddressRefused: if the address may not be spoken to.
    :raises OSError: if it cannot be reached, or is too slow in all.
    :raises http.client.HTTPException: if what it answers is no HTTP.
    """
    parts, host, port = _parted(url, longest)
    line = _pinned(parts.scheme, host, port, _allowed(parts, port), timeout)
    with _cut_off(line, timeout):
        line.request(method, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, dict(headers))
        answer = line.getresponse()
        return Heard(answer.status, answer.read(most))


@contextmanager
def _cut_off(line: "_Pinned", seconds: float) -> Iterator[None]:
    """End a connection after so many seconds, whatever the other side does; each read by itself may be quick."""
    clock = threading.Timer(seconds, line.cut)
    clock.daemon = True
    clock.start()
    try:
        yield
        if line.is_cut:
            raise TimeoutError
    finally:
        clock.cancel()
        line.close()


def _parted(url: str, longest: int = LONGEST) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as broken:
        raise AddressRefused from broken
    host = parts.hostname
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= longest
    if not plain or not host or parts.username or parts.password or parts.scheme not in {"http", "https"}:
        raise AddressRefused
    return parts, host, port or (443 if parts.scheme == "https" else 80)


def _allowed(parts: SplitResult, port: int) -> str:
    """
    Return the address to connect to.

    :raises AddressRefused: if the name is unknown, or one of its addresses is neither public nor named.
    """
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise AddressRefused(_("No machine of this name can be found.")) from unknown
    ips = [_ip(str(one[4][0])) for one in found]
    if not ips or not all(_is_public(ip) or _is_named(ip) for ip in ips):
        raise AddressRefused(
            _("This address lies in a network that is not public. The operator names it in WEBHOOK_NETWORKS.")
        )
    if parts.scheme == "http" and not all(ip.is_loopback and _is_named(ip) for ip in ips):
        raise AddressRefused
    return str(ips[0])


def _ip(text: str) -> Ip:
    found = ipaddress.ip_address(text.partition("%")[0])
    inner = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return inner or found


def _is_public(ip: Ip) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and (ip.sixtofour or ip.teredo or ip in NAT64):
        return False  # an address of the old kind in disguise
    if isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local:
        return False  # out of use, and still some networks' own
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _is_named(ip: Ip) -> bool:
    named = [one.strip() for one in settings.WEBHOOK_NETWORKS.split(",") if one.strip()]
    return any(ip in ipaddress.ip_network(one, strict=False) for one in named)


def _pinned(scheme: str, host: str, port: int, address: str, timeout: float) -> "_Pinned":
    """Open a connection to the address that was looked at; certificate and host are those of the name."""
    if scheme == "https":
        return _PinnedTls(host, port, address, timeout)
    return _Pinned(host, port, address, timeout)


class _Pinned(http.client.HTTPConnection):
    """A connection that looks no name up again."""

    def __init__(self, host: str, port: int, address: str, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.address = address
        self.is_cut = False
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the address that was looked at."""
        self.sock = self.wire = socket.create_connection((self.address, self.port), self.timeout)

    def cut(self) -> None:
        """End it from outside: whoever reads from it or writes to it finds it closed."""
        self.is_cut = True
        if self.wire is not None:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)


class _PinnedTls(_Pinned):
    """The same with the certificate checked for the name."""

    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        """Connect, and speak TLS with the name's certificate."""
        super().connect()
        self.sock = self.wire = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
