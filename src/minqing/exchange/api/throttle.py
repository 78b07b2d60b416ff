"""
Guessing codes is slow: an address that sent too many wrong ones waits.

Only wrong codes count, so a whole village behind one address may follow its requests. They are counted in one place
with those of the resident's pages, whichever server process meets them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from minqing.directory import service as directory
from minqing.kernel.access import Actor
from minqing.kernel.addresses import client_address
from minqing.kernel.errors import NotFound, TooMany

MOST_WRONG = directory.WRONG_CODES
MOST_A_MINUTE = 120
"""So often an address may read without a key, a system what is shared, pivots and panels, in each server process."""


@contextmanager
def guarded(request: HttpRequest) -> Iterator[None]:
    """
    Look a code up, and count it against the address when it is unknown.

    :raises TooMany: after too many unknown ones.
    """
    address = client_address(request.META)
    directory.refuse_guessing(address=address, at=timezone.now())
    try:
        yield
    except NotFound:
        directory.count_guess(address=address, at=timezone.now())
        raise


def refuse_hasty(request: HttpRequest) -> None:
    """
    Count a reading without a key against its address, in this process's memory only.

    :raises TooMany: after very many within one minute.
    """
    _refuse_hasty(f"read-without-key:{client_address(request.META)}")


def refuse_hasty_system(system: Actor) -> None:
    """
    Count a reading of shared data, or of what is dear to count, against the system, in this process's memory only.

    :raises TooMany: after very many within one minute.
    """
    _refuse_hasty(f"read-shared:{system.ref.id}")


def _refuse_hasty(who: str) -> None:
    key = f"{who}:{timezone.now():%H%M}"
    cache.add(key, 0, timeout=120)
    if cache.incr(key) > MOST_A_MINUTE:
        raise TooMany
