"""
How much is filed from one address: counted in memory, and every tenth time in the table that all processes share.

A guard against floods, not against guesses, so it may be a little wide: each server process may let through up to ten
more than the limit before it learns what the others counted. In return the usual filing costs no statement at all, and
clients behind one address never wait for each other's row.

:source: ADR 0056.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from django.db import transaction

from minqing.kernel.rows import read_columns

from .guessing import network, throttle_key

__all__ = ["SHARE", "count_filing", "filings_of", "until_calm"]

SHARE: Final = 10
"""After so many of its own a process adds them to the common count, and learns it."""

HOUR: Final = timedelta(hours=1)
MOST_HELD: Final = 10_000

_ADD: Final = (
    "INSERT INTO directory_loginthrottle (key, failures, last_failed_at) VALUES (%s, %s, %s) "
    "ON CONFLICT (key) DO UPDATE SET "
    "failures = CASE WHEN directory_loginthrottle.last_failed_at <= %s THEN excluded.failures "
    "ELSE directory_loginthrottle.failures + excluded.failures END, "
    "last_failed_at = CASE WHEN directory_loginthrottle.last_failed_at <= %s THEN excluded.last_failed_at "
    "ELSE directory_loginthrottle.last_failed_at END RETURNING failures"
)


@dataclass(slots=True)
class _Count:
    """What this process knows of one address: since when, how many of its own nobody else knows, and of all."""

    since: datetime
    own: int = 0
    known: int = 0


_counts: dict[str, _Count] = {}


def filings_of(address: str, *, at: datetime) -> int:
    """
    Say how many requests came from an address within the hour, as far as this process knows.

    Every tenth time it asks all the others, in one statement; before anything is filed, so that a failing database
    never takes a receipt back.
    """
    count = _counts.get(_key(address))
    if count is None or at - count.since >= HOUR:
        return 0
    if count.own >= SHARE:
        count.known, count.own = _add(_key(address), count.own, at), 0
    return count.known + count.own


def until_calm(address: str, *, at: datetime) -> int:
    """Say in how many seconds the hour ends in which this process counts what comes from an address."""
    count = _counts.get(_key(address))
    return ceil((count.since + HOUR - at) / timedelta(seconds=1)) if count else 0


def count_filing(address: str, *, at: datetime) -> None:
    """Count one request that came from an address."""
    key = _key(address)
    count = _counts.get(key)
    if count is None or at - count.since >= HOUR:
        _forget_old(at)
        count = _counts[key] = _Count(at)
    count.own += 1


def _key(address: str) -> str:
    """Name what is counted: an IPv4 address as it is, of IPv6 the network. It stays in memory."""
    return network(address) if ":" in address else address


def _add(key: str, own: int, at: datetime) -> int:
    before = at - HOUR
    with transaction.atomic():
        ((known,),) = read_columns(_ADD, [throttle_key("filing", key), own, at, before, before])
    return int(known)


def _forget_old(at: datetime) -> None:
    if len(_counts) < MOST_HELD:
        return
    for key in [key for key, count in list(_counts.items()) if at - count.since >= HOUR]:
        _counts.pop(key, None)
    if len(_counts) >= MOST_HELD:  # a flood from everywhere: counting single addresses has no use then
        _counts.clear()
