"""Asking the channels that have to be asked, each by itself: one that does not answer is asked later and later."""

import logging
from datetime import datetime, timedelta

from django.db.models import F

from minqing.exchange.models import Way
from minqing.ledger.jobs import periodic

from .ways import WAYS, WayIn

__all__ = ["ask_due", "way_row"]

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)

log = logging.getLogger(__name__)


@periodic(name="exchange.ask_channels", every=timedelta(minutes=1))
def ask_channels(at: datetime) -> None:
    """Ask the channels for what has come."""
    ask_due(at)


def ask_due(at: datetime) -> int:
    """
    Ask every channel that is set up, not paused and due.

    :return: how many things were handed over.
    """
    return sum(_ask(way, at) for way in WAYS.values() if way.poll is not None and way.is_set_up())


def way_row(key: str) -> Way:
    """Return how a way stands; a new one where nothing was known of it."""
    row, _new = Way.objects.get_or_create(key=key)
    return row


def _ask(way: WayIn, at: datetime) -> int:
    row = way_row(way.key)
    if way.poll is None or row.paused_at is not None or (row.not_before is not None and row.not_before > at):
        return 0
    mine = Way.objects.filter(pk=way.key)
    try:
        found = way.poll(at)
    except Exception as failure:  # a channel that fails must not stop the others
        log.warning("asking %s failed: %s", way.key, type(failure).__name__)
        wait = min(FIRST_WAIT * 2**row.failures, LONGEST_WAIT)
        mine.update(failures=F("failures") + 1, tried_at=at, not_before=at + wait, last_error=_in_words(failure))
        return 0
    mine.update(failures=0, tried_at=at, worked_at=at, not_before=None, last_error="")
    return found


def _in_words(failure: Exception) -> str:
    """Say what a server or the network said; these errors hold no words of residents."""
    said = str(failure) if isinstance(failure, OSError) else ""
    return f"{type(failure).__name__}: {said}".rstrip(": ")[:300]
