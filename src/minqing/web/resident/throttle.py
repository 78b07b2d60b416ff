"""
How often one address may try.

Behind one address of a mobile network sit hundreds of phones, so the limits are wide; what stops guessing is the
length of the receipt, not this. Wrong codes are counted for all server processes together, by the directory; what is
filed is counted per process, in memory. No list of addresses is kept anywhere.
"""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minqing.directory import service as directory
from minqing.kernel.addresses import client_address
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
WRONG_CODES = _(
    "Too many wrong codes have come from this network. Please wait ten minutes, or call and read the code out."
)


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
    return f"resident:{limit.name}:{client_address(request.META)}"


def refuse_guessing(request: HttpRequest) -> None:
    """
    Refuse an address from which too many wrong codes came, here or through the API.

    :raises TooMany: with a sentence that names another way in.
    """
    try:
        directory.refuse_guessing(address=client_address(request.META), at=timezone.now())
    except TooMany as blocked:
        raise TooMany(WRONG_CODES) from blocked


def count_guess(request: HttpRequest) -> None:
    """Count one wrong code of this address."""
    directory.count_guess(address=client_address(request.META), at=timezone.now())
