"""
The one order of all facts.

Facts commit in any order. A fact gets its position once every transaction that began before it has ended, so no
later commit can slip in before it: seals, feeds and "as known at" go by position. Positions have no gaps.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from .leaves import pending_leaves
from .models import PendingFact, Position, Seal, Settling
from .xids import oldest_running

LOCK = 1_390_001


def settle(*, limit: int = 2000) -> int:
    """
    Give positions to facts that nothing can precede any more.

    :param limit: how many at most in this call.
    :return: how many got one; 0 when there was nothing to do.
    """
    with transaction.atomic():
        exclude_others()
        batch = pending_leaves(below=oldest_running(connection), limit=limit)
        if batch:
            _place(batch)
    return len(batch)


def settle_all() -> int:
    """Settle in batches until nothing is left that can be settled."""
    total = 0
    while count := settle():
        total += count
    return total


def exclude_others() -> None:
    """Let nobody else give positions until this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _place(batch: Sequence[tuple[int, Any, bytes]]) -> None:
    rows = [(number, fact_id, leaf) for number, (_, fact_id, leaf) in enumerate(batch, start=last_position() + 1)]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO ledger_position (position, fact_id, leaf) VALUES (%s, %s, %s)", rows)
    PendingFact.objects.filter(pk__in=[key for key, _, _ in batch]).delete()
    Settling.objects.create(position=rows[-1][0])


def last_position() -> int:
    """Return the position of the last settled fact; 0 in an empty ledger."""
    return Position.objects.aggregate(last=Max("position"))["last"] or 0


def position_at(moment: datetime) -> int:
    """
    Return the last position that was settled at a moment; 0 before the first.

    Facts that were settled before this was kept are known from their day's seal on.
    """
    kept = Settling.objects.filter(settled_at__lte=moment).order_by("-settled_at", "-position")
    sealed = Seal.objects.filter(sealed_at__lte=moment).order_by("-number")
    return max(
        kept.values_list("position", flat=True).first() or 0, sealed.values_list("through", flat=True).first() or 0
    )


def settled_at(position: int) -> datetime | None:
    """Return since when everything up to a position has been known; None while it is not."""
    kept = Settling.objects.filter(position__gte=position).order_by("position")
    return kept.values_list("settled_at", flat=True).first() if position else None


def forget_transactions() -> int:
    """
    Mark every pending fact as settled-able, after a restore: a restored cluster counts its transactions anew.

    :return: how many rows changed. To be called while nothing else writes.
    """
    return PendingFact.objects.exclude(xid=0).update(xid=0)
