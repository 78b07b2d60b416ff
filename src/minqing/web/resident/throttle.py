"""
How often one address may try.

Behind one address of a mobile network sit hundreds of phones, so the limits are wide; what stops guessing is the
length of the receipt, not this. Counted per server process, in memory: no list of addresses is kept anywhere.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import TooMany


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` tries in ``seconds`` from one address; then ``sentence``."""

    name: str
    most: int
    seconds: int
    sentence: Any


FILING = Limit(
    "filing",
    120,
    3600,
    _(
        "Very many reports have come from this network in the last hour. What you wrote is still here. "
        "Please send it again a little later, or call."
    ),
)
LOOK_UP = Limit(
    "look-up",
    40,
    600,
    _("Too many wrong codes have come from this network. Please wait ten minutes, or call and read the code out."),
)


def address(request: HttpRequest) -> str:
    """Return the address a request came from; the proxy's word counts only where one is declared."""
    if settings.BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For", "")):
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def refuse_when_full(limit: Limit, request: HttpRequest) -> None:
    """
    Refuse an address that has used up its tries.

    :raises TooMany: with the limit's own sentence.
    """
    if cache.get(_key(limit, request), 0) >= limit.most:
        raise TooMany(limit.sentence)


def count_one(limit: Limit, request: HttpRequest) -> None:
    """Count one try of this address."""
    key = _key(limit, request)
    cache.add(key, 0, timeout=limit.seconds)
    try:
        cache.incr(key)
    except ValueError:  # it lapsed between the two lines
        cache.set(key, 1, timeout=limit.seconds)


def _key(limit: Limit, request: HttpRequest) -> str:
    return f"resident:{limit.name}:{address(request)}"
