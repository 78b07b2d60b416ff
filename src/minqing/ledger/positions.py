"""
The one order of all facts.

Facts commit in any order. A fact gets its position once every transaction that began before it has ended, so no
later commit can slip in before it: seals, feeds and "as known at" go by position. Positions have no gaps.
"""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Max

from .canonical import leaf_bytes, leaf_hash
from .models import Fact, PendingFact, Position
from .xids import oldest_running

LOCK = 1_390_001


def settle(*, limit: int = 2000) -> int:
    """
    Give positions to facts that nothing can precede any more.

    :param limit: how many at most in this call.
    :return: how many got one; 0 when there was nothing to do.
    """
    with transaction.atomic():
        _exclude_others()
        pending = PendingFact.objects.order_by("id")
        settled_below = oldest_running(connection)
        if settled_below is not None:
            pending = pending.filter(xid__lt=settled_below)
        batch = list(pending[:limit])
        if batch:
            _place(batch)
    return len(batch)


def settle_all() -> int:
    """Settle in batches until nothing is left that can be settled."""
    total = 0
    while count := settle():
        total += count
    return total


def _exclude_others() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _place(batch: Sequence[PendingFact]) -> None:
    facts = Fact.objects.in_bulk([row.fact_id for row in batch])
    last = Position.objects.aggregate(last=Max("position"))["last"] or 0
    Position.objects.bulk_create(
        Position(position=number, fact_id=row.fact_id, leaf=leaf_hash(leaf_bytes(facts[row.fact_id])))
        for number, row in enumerate(batch, start=last + 1)
    )
    PendingFact.objects.filter(pk__in=[row.pk for row in batch]).delete()


def last_position() -> int:
    """Return the position of the last settled fact; 0 in an empty ledger."""
    return Position.objects.aggregate(last=Max("position"))["last"] or 0


def forget_transactions() -> int:
    """
    Mark every pending fact as settled-able, after a restore: a restored cluster counts its transactions anew.

    :return: how many rows changed. To be called while nothing else writes.
    """
    return PendingFact.objects.exclude(xid=0).update(xid=0)
