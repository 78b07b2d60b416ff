"""
The line of what has arrived: one after the other, and none holds up the next.

What fails is tried again, later each time, and after eight tries waits for a person with its error beside it.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from minqing.exchange.models import Arrival, Way
from minqing.kernel.errors import Conflict
from minqing.ledger.jobs import periodic
from minqing.vault import service as vault

from . import settling
from .codes import State, Why
from .registering import registers
from .ways import WAYS

__all__ = ["TRIES", "take_one", "work_due"]

TRIES = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)
LEASE = timedelta(minutes=10)
BATCH = 200
SETTLED_KEPT = timedelta(days=180)

log = logging.getLogger(__name__)


@periodic(name="exchange.take_arrivals", every=timedelta(seconds=5))
def take_arrivals(at: datetime) -> None:
    """Make requests of what has arrived."""
    work_due(at)


def work_due(at: datetime) -> int:
    """
    Go through what is due, oldest first.

    :return: how many were looked at.
    """
    paused = Way.objects.filter(paused_at__isnull=False).values_list("key", flat=True)
    due = Arrival.objects.filter(state=State.WAITING, not_before__lte=at).exclude(way__in=list(paused))
    ids = list(due.order_by("not_before", "id").values_list("id", flat=True)[:BATCH])
    for arrival_id in ids:
        take_one(arrival_id, at=at)
    return len(ids)


def take_one(arrival_id: UUID, *, at: datetime) -> None:
    """Make a request of one arrival, unless somebody else is at it."""
    free = Arrival.objects.filter(pk=arrival_id, state=State.WAITING, not_before__lte=at)
    if not free.update(not_before=at + LEASE, tries=F("tries") + 1):
        return
    arrival = Arrival.objects.get(pk=arrival_id)
    way = WAYS[arrival.way]
    try:
        registers(arrival, way.read(vault.open_arrival(arrival_id)), way, at=at)
    except Conflict:
        return  # a person was quicker
    except Exception as failure:  # one that cannot be taken must not hold up the others
        log.exception("taking in %s failed", arrival_id)
        _postpone(arrival, failure, at)


def _postpone(arrival: Arrival, failure: Exception, at: datetime) -> None:
    """Keep the error's name only: its words may be the resident's."""
    error = f"{type(failure).__name__}"
    if arrival.tries >= TRIES:
        settling.refer(arrival.id, Why.FAILED, at=at)
        Arrival.objects.filter(pk=arrival.id).update(error=error)
        return
    wait = min(FIRST_WAIT * 2 ** (arrival.tries - 1), LONGEST_WAIT)
    Arrival.objects.filter(pk=arrival.id, state=State.WAITING).update(not_before=at + wait, error=error)


@periodic(name="exchange.drop_arrivals", every=timedelta(hours=1))
def drop_arrivals(at: datetime) -> None:
    """Destroy the words of what was set aside a week ago or has become a request; forget old rows altogether."""
    settled = Arrival.objects.filter(held=True, state__in=[State.REGISTERED, State.ADDED, State.ANSWERED])
    over = Arrival.objects.filter(held=True, drop_at__lte=at)
    for arrival_id in {*over.values_list("id", flat=True)[:500], *settled.values_list("id", flat=True)[:500]}:
        vault.drop_arrival(arrival_id)
        Arrival.objects.filter(pk=arrival_id).update(held=False, drop_at=None)
    old = Arrival.objects.filter(held=False, reply="", settled_at__lt=at - SETTLED_KEPT)
    old.filter(pk__in=list(old.values_list("pk", flat=True)[:500])).delete()
