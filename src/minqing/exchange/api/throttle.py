"""
Guessing codes is slow: after twenty wrong ones in ten minutes an address waits.

Only wrong codes count, so a whole village behind one address may follow its requests. The count lives in the memory
of each server process and holds no address, only a keyed hash that dies with the process.
"""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from minqing.kernel.errors import NotFound, TooMany

MOST_WRONG = 20
WITHIN_SECONDS = 600
MOST_KEPT = 50_000

_salt = secrets.token_bytes(16)
_lock = threading.Lock()
_wrong: OrderedDict[bytes, list[float]] = OrderedDict()


@contextmanager
def guarded(request: HttpRequest) -> Iterator[None]:
    """
    Look a code up, and count it against the address when it is unknown.

    :raises TooMany: after too many unknown ones.
    """
    who = _who(request)
    if len(_recent(who)) >= MOST_WRONG:
        raise TooMany
    try:
        yield
    except NotFound:
        _count(who)
        raise


def _who(request: HttpRequest) -> bytes:
    return hashlib.blake2b(request.META.get("REMOTE_ADDR", "").encode(), key=_salt, digest_size=12).digest()


def _recent(who: bytes) -> list[float]:
    since = time.monotonic() - WITHIN_SECONDS
    with _lock:
        kept = [moment for moment in _wrong.get(who, ()) if moment > since]
        if kept:
            _wrong[who] = kept
        else:
            _wrong.pop(who, None)
    return kept


def _count(who: bytes) -> None:
    with _lock:
        _wrong.setdefault(who, []).append(time.monotonic())
        _wrong.move_to_end(who)
        while len(_wrong) > MOST_KEPT:
            _wrong.popitem(last=False)


def forget_all() -> None:
    """Forget every count; a server that starts again does so too."""
    with _lock:
        _wrong.clear()
