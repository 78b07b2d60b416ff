"""
The outbox: what is owed is sent at least once, with leases, back-off and a list of what was given up.

A worker that dies keeps its lease until it runs out; then another takes over. Nothing is lost, and what the
recipe cannot tell apart may arrive twice.
"""

import logging
from dataclasses import dataclass
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

__all__ = [
    "Sent", "dead_letters", "delivers", "delivery_counts", "last_sent", "oldest_owed", "owed_count", "put_back",
    "retry_delivery", "run_due",
]  # fmt: skip

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
    grant = actor.reach(permissions.RETRY)[0]
    put_back(delivery_id, actor=actor, at=at, org_path=grant.org_path, place_path=grant.place_path)


def put_back(delivery_id: int, *, actor: Actor, at: datetime, org_path: str, place_path: str) -> None:
    """
    Put a given-up delivery back into the queue: a step of a verb that has looked whether the actor may.

    :raises NotFound: if it is not on the list of what was given up.
    """
    changed = Delivery.objects.filter(pk=delivery_id, state=Delivery.DEAD).update(
        state=Delivery.OWED, attempts=0, not_before=at
    )
    if not changed:
        raise NotFound
    subject = Ref("delivery", str(delivery_id))
    record("delivery.retried", subject=subject, actor=actor.ref, at=at, org_path=org_path, place_path=place_path)


@dataclass(frozen=True, slots=True)
class Sent:
    """
    What came of one delivery.

    :param done_at: when it was sent; None while it is not.
    :param is_given_up: whether nobody tries it any more.
    :param attempts: how often it failed; ``error`` why it did last.
    """

    delivery_id: int
    done_at: datetime | None
    is_given_up: bool
    attempts: int
    error: str


def last_sent(subject: Ref, *, kind: str, recipe: str) -> Sent | None:
    """Return what came of a recipe's delivery of the newest fact of a kind about a subject; None without one."""
    facts = Fact.objects.filter(subject=str(subject), kind=kind).order_by("-happened_at", "-id").values("pk")[:1]
    one = Delivery.objects.filter(fact_id=Subquery(facts), recipe=recipe).first()
    if one is None:
        return None
    return Sent(one.pk, one.done_at, one.state == Delivery.DEAD, one.attempts, one.last_error)


def _refuse_without(actor: Actor) -> None:
    if not actor.holds(permissions.RETRY):
        raise NotAllowed
