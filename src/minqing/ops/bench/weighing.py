"""How much a resident's phone loads on her first visit, and how long a first start takes."""

import gzip
import re
import urllib.request
from dataclasses import dataclass

from .filing import INSIDE
from .installations import OURS, Installation
from .servers import serving

ASSETS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@dataclass(frozen=True)
class Weight:
    """One page with everything it loads, compressed, in bytes."""

    page: str
    html: int
    assets: int

    @property
    def whole(self) -> int:
        """Return all bytes of a first visit."""
        return self.html + self.assets


def _load(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310  # our own server
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  # our own server
        return bytes(answer.read())


def _plain(body: bytes) -> str:
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


def _weigh(base: str, path: str) -> Weight:
    body = _load(base + path)
    assets = sorted(set(ASSETS.findall(_plain(body))))
    return Weight(path, len(body), sum(len(_load(base + asset)) for asset in assets))


def weigh_pages(one: Installation) -> list[Weight]:
    """Weigh the resident's pages as a phone gets them: compressed, with style, script and pictures."""
    card = str(one.ask(INSIDE, "card")["card"])
    with serving(OURS, one.environment) as (port, _program):
        base = f"http://127.0.0.1:{port}"
        return [_weigh(base, path) for path in ("/", f"/q/{card}", f"/q/{card}/report", "/r")]
