"""
The draw: a plain function that anybody can compute again.

The seed is the root of the seal of the month's last day. The rule stands before the month is over; the root hangs on
every fact of the county and cannot be known before. Each closed request has a value, SHA-256 of the seed and of what
is stored for its receipt; the smallest values are the sample. Whoever handled a request knows its number and not its
receipt, and so cannot tell whether it was drawn.
"""

import hashlib
from collections.abc import Iterable, Mapping

LENGTH = 32
"""Hexadecimal digits of a value that are published: enough that no two of a county's requests share one."""


def value_of(seed: str, receipt_hash: str) -> str:
    """Return the drawing value of one request: SHA-256 of seed, a colon and the stored receipt, its first digits."""
    return hashlib.sha256(f"{seed}:{receipt_hash}".encode()).hexdigest()[:LENGTH]


def drawn(values: Iterable[str], size: int) -> list[str]:
    """Return the sample: the smallest values, in order."""
    return sorted(values)[:size]


def values_by_case(seed: str, receipts: Mapping[int, str]) -> dict[str, int]:
    """Return each request's value → its key."""
    return {value_of(seed, stored): key for key, stored in receipts.items()}
