"""Periodic work: speak with the servers of other systems, one step after the other, never for long."""

import logging
import time
from datetime import datetime, timedelta
from typing import Final

from minqing.exchange.models import Peer
from minqing.ledger.jobs import periodic

from .following import follow
from .pulling import pull_page
from .pushing import push
from .speaking import Unheard

EVERY: Final = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
SECONDS_A_TURN: Final = 15.0
MOST_FAILURES: Final = 30_000

log = logging.getLogger(__name__)


@periodic(name="exchange.speak_with_peers", every=timedelta(minutes=1))
def speak_with_peers(at: datetime) -> None:
    """Take, send and follow requests at every server whose turn it is; one that fails does not stop the others."""
    began = time.monotonic()
    due = Peer.objects.filter(ended_at__isnull=True, client__closed_at__isnull=True, not_before__lte=at)
    for peer in due.select_related("client").prefetch_related("client__grants").order_by("not_before"):
        if time.monotonic() - began > SECONDS_A_TURN:
            return
        speak_with(peer, at, until=began + SECONDS_A_TURN)


def speak_with(peer: Peer, at: datetime, *, until: float | None = None) -> None:
    """
    Do what there is to do with one server; a failure postpones it, longer each time.

    :param until: a moment of the monotonic clock after which nothing new is begun; the next turn goes on.
    """
    try:
        goes_on = _all_of(peer, at, until)
    except Unheard as failure:
        log.warning("the server %s was not heard: %s", peer.pk, failure)
        peer.failures = min(peer.failures + 1, MOST_FAILURES)
        peer.last_error = str(failure)[:300]
        peer.not_before = at + min(FIRST_WAIT * 2 ** min(peer.failures - 1, 12), LONGEST_WAIT)
    else:
        peer.failures, peer.last_error, peer.spoke_at = 0, "", at
        peer.not_before = at if goes_on else at + EVERY
    peer.save(update_fields=["failures", "last_error", "spoke_at", "not_before"])


def _all_of(peer: Peer, at: datetime, until: float | None) -> bool:
    """Send, read page by page, follow; tell whether a round of reading has to go on."""
    push(peer, at)
    takes = peer.services.filter(sends=False).exists()
    goes_on = takes and pull_page(peer, at)
    while goes_on and not _is_over(until):
        goes_on = pull_page(peer, at)
    if not _is_over(until):
        follow(peer, at)
    return goes_on


def _is_over(until: float | None) -> bool:
    return until is not None and time.monotonic() > until
