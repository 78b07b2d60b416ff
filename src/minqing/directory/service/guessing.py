"""
Guessing is slow: failures are counted in one small table that all server processes share.

Only failures are written, so whoever types the right thing costs one read. A name or address is kept as a keyed
hash, of IPv6 only the network, and forgotten after half an hour.

:source: ADR 0043; ADR 0048.
"""

import ipaddress
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext_lazy

from minqing.directory.models import LoginThrottle
from minqing.kernel.errors import TooMany

__all__ = [
    "WRONG_CODES",
    "count_failures",
    "count_guess",
    "network",
    "refuse_blocked",
    "refuse_guessing",
    "throttle_key",
]

WRONG_CODES = 40
"""So many wrong receipt, card or rating codes from one address are free; a whole village may share it."""

FORGET_AFTER = timedelta(minutes=30)
FIRST_BLOCK, LONGEST_BLOCK = timedelta(minutes=1), timedelta(minutes=15)


def refuse_guessing(*, address: str, at: datetime) -> None:
    """
    Refuse an address from which too many wrong codes came of late, whichever process and page counted them.

    :raises TooMany: with a sentence that says how long to wait.
    """
    refuse_blocked([throttle_key("code", network(address))], at)


def count_guess(*, address: str, at: datetime) -> None:
    """Count one wrong code of an address; after the free ones it waits a minute, then twice as long each time."""
    count_failures({throttle_key("code", network(address)): WRONG_CODES}, at)


def network(address: str) -> str:
    """Name the network of an address: itself, of IPv6 the /64."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)


def throttle_key(kind: str, value: str) -> str:
    """Hash what is counted, so that neither names nor addresses lie in the table."""
    return salted_hmac("minqing.directory.throttle", f"{kind}:{value}", algorithm="sha256").hexdigest()


def refuse_blocked(keys: list[str], at: datetime) -> None:
    """
    Refuse while one of several counts makes its owner wait.

    :raises TooMany: the longest wait counts.
    """
    until = [row.blocked_until for row in LoginThrottle.objects.filter(key__in=keys, blocked_until__gt=at)]
    if not until:
        return
    left = max(moment for moment in until if moment) - at
    minutes = ceil(left / timedelta(minutes=1))
    text = ngettext_lazy(
        "Too many failed attempts. Please wait %(minutes)d minute and try again. Your work is not lost.",
        "Too many failed attempts. Please wait %(minutes)d minutes and try again. Your work is not lost.",
        "minutes",
    )
    raise TooMany(text % {"minutes": minutes}, wait=ceil(left / timedelta(seconds=1)))


def count_failures(keys: dict[str, int], at: datetime) -> None:
    """
    Count one failure under several keys.

    :param keys: key → how many failures are free.
    """
    with transaction.atomic():
        for key, free in sorted(keys.items()):
            LoginThrottle.objects.bulk_create([LoginThrottle(key=key, last_failed_at=at)], ignore_conflicts=True)
            row = LoginThrottle.objects.select_for_update().get(key=key)
            row.failures = 1 if row.last_failed_at < at - FORGET_AFTER else row.failures + 1
            row.last_failed_at = at
            if row.failures >= free:
                row.blocked_until = at + min(FIRST_BLOCK * 2 ** (row.failures - free), LONGEST_BLOCK)
            row.save(update_fields=["failures", "last_failed_at", "blocked_until"])
