"""
The outbox: what is owed is sent at least once, with leases, back-off and a list of what was given up.

A worker that dies keeps its lease until it runs out; then another takes over. Nothing is lost, and what the
recipe cannot tell apart may arrive twice.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Count, DateTimeField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.paging import Page, page
from minqing.kernel.ref import Ref

from . import permissions
from .models import Delivery, Fact
from .owing import RECIPES, delivers
from .records import DeadLetter, FactView
from .service import record, recorded

__all__ = ["dead_letters", "delivers", "delivery_counts", "oldest_owed", "owed_count", "retry_delivery", "run_due"]

LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
ATTEMPTS = 12

log = logging.getLogger(__name__)


def run_due(at: datetime, *, limit: int = 50) -> int:
    """
    Take a batch of what is due and send it.

    :param at: now, by the worker's clock.
    :param limit: how many at most are leased at once.
    :return: how many were tried; 0 when nothing was due.
    """
    lease = uuid4()
    batch = _lease(at, lease, limit)
    facts = Fact.objects.in_bulk([delivery.fact_id for delivery in batch])
    for delivery in batch:
        _send(delivery, FactView.of(facts[delivery.fact_id]), at)
    return len(batch)


def _lease(at: datetime, lease: UUID, limit: int) -> list[Delivery]:
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    with transaction.atomic(durable=True):
        due = Delivery.objects.filter(free, state=Delivery.OWED, not_before__lte=at)
        due = due.order_by("-urgent", "not_before", "id")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        batch = list(due[:limit])
        if batch:
            Delivery.objects.filter(pk__in=[one.pk for one in batch]).update(lease=lease, leased_until=at + LEASE)
    for one in batch:
        one.lease = lease
    return batch


def _send(delivery: Delivery, fact: FactView, at: datetime) -> None:
    try:
        RECIPES[delivery.recipe].run(fact, at)
    except Exception as failure:  # whatever a channel throws, the delivery stays owed
        log.warning("delivery %s (%s) failed", delivery.pk, delivery.recipe, exc_info=True)
        _postpone(delivery, at, f"{type(failure).__name__}: {failure}")
    else:
        _settle(delivery, state=Delivery.DONE, done_at=at, last_error="")


def _postpone(delivery: Delivery, at: datetime, error: str) -> None:
    attempts = delivery.attempts + 1
    wait = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    state = Delivery.DEAD if attempts >= ATTEMPTS else Delivery.OWED
    _settle(delivery, state=state, attempts=attempts, not_before=at + wait, last_error=error[:500])


def _settle(delivery: Delivery, **changes: object) -> None:
    # Only the holder of the lease may write: a slow worker whose lease ran out must not overrule its successor.
    mine = Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease)
    mine.update(lease=None, leased_until=None, **changes)


def oldest_owed() -> datetime | None:
    """
    Return since when the oldest unsent delivery has waited; None when nothing is owed.

    What was backfilled waits since it was written, not since it happened.
    """
    written = Fact.objects.filter(pk=OuterRef("fact_id")).values("recorded_at")
    waiting = Greatest("owed_since", Subquery(written), output_field=DateTimeField())
    oldest: datetime | None = Delivery.objects.filter(state=Delivery.OWED).aggregate(oldest=Min(waiting))["oldest"]
    return oldest


def owed_count() -> int:
    """Return how many deliveries are owed and not sent."""
    return Delivery.objects.filter(state=Delivery.OWED).count()


def delivery_counts() -> dict[str, int]:
    """Return how many deliveries stand in each state: owed, done, dead."""
    counts = Delivery.objects.values_list("state").annotate(rows=Count("pk"))
    return {Delivery.OWED: 0, Delivery.DONE: 0, Delivery.DEAD: 0} | dict(counts)


def dead_letters(*, actor: Actor, cursor: str | None = None) -> Page[DeadLetter]:
    """
    List what was given up, newest first.

    :raises NotAllowed: if the actor may not see it.
    """
    _refuse_without(actor)
    rows = page(Delivery.objects.filter(state=Delivery.DEAD), order=("-id",), cursor=cursor)
    facts = Fact.objects.in_bulk([row.fact_id for row in rows.items])
    return rows.map(
        lambda row: DeadLetter(
            id=row.pk,
            recipe=row.recipe,
            fact_id=row.fact_id,
            fact_kind=facts[row.fact_id].kind,
            subject=facts[row.fact_id].subject,
            attempts=row.attempts,
            owed_since=row.owed_since,
            last_error=row.last_error,
        )
    )


@recorded
def retry_delivery(*, delivery_id: int, actor: Actor, at: datetime) -> None:
    """
    Put a given-up delivery back into the queue.

    :raises NotAllowed: if the actor may not retry.
    :raises NotFound: if it is not on the list of what was given up.
    """
    _refuse_without(actor)
    changed = Delivery.objects.filter(pk=delivery_id, state=Delivery.DEAD).update(
        state=Delivery.OWED, attempts=0, not_before=at
    )
    if not changed:
        raise NotFound
    grant = actor.reach(permissions.RETRY)[0]
    record(
        "delivery.retried",
        subject=Ref("delivery", str(delivery_id)),
        actor=actor.ref,
        at=at,
        org_path=grant.org_path,
        place_path=grant.place_path,
    )


def _refuse_without(actor: Actor) -> None:
    if not actor.holds(permissions.RETRY):
        raise NotAllowed
