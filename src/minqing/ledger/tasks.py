"""Periodic work of the ledger."""

import time
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from minqing.kernel.times import day_of

from . import kinds  # noqa: F401  # the ledger's own kinds join the registry
from .jobs import periodic
from .mirror import mirror_seals
from .positions import settle_all
from .proofs import keep_blocks
from .rolls.auditing import CellsDiffer, differing_cells
from .rolls.building import forget_unasked, has_folded, ready_next, start_over
from .rolls.days import DAYS_KEPT, keep_days_from
from .rolls.folding import fold_all
from .rolls.remaining import differing_stock, fold_stocks
from .seals import last_seal, seal_day

BUILDING_SECONDS = 2.0


@periodic(name="ledger.settle", every=timedelta(seconds=5))
def settle_facts(at: datetime) -> None:
    """Give positions to what has been written."""
    settle_all()


@periodic(name="ledger.seal", every=timedelta(minutes=10))
def seal_yesterday(at: datetime) -> None:
    """Seal the day that has ended, once."""
    yesterday = day_of(at) - timedelta(days=1)
    sealed = last_seal()
    if sealed is None or sealed.day < yesterday:
        seal_day(yesterday, at)


@periodic(name="ledger.blocks", every=timedelta(minutes=10))
def keep_whole_blocks(at: datetime) -> None:
    """Keep the roots of blocks of leaves that have become whole, for proofs."""
    keep_blocks()


@periodic(name="ledger.fold", every=timedelta(seconds=5))
def fold_facts(at: datetime) -> None:
    """
    Add what has a position to the cells that figures are read from; build those that a measure newly asks for.

    Kinds of fact are built one after the other for two seconds at most, the last one to its end: a million requests
    take minutes, and an alarm must not wait for them; of a new county everything is ready at once.
    """
    if not has_folded():
        start_over()
    last = time.monotonic() + BUILDING_SECONDS
    while ready_next() and time.monotonic() < last:
        continue
    fold_all(at)
    fold_stocks()


@periodic(name="ledger.keep_days", every=timedelta(hours=6))
def forget_days(at: datetime) -> None:
    """Let cells of single days go that are older than a quarter, and lines that no measure asks for."""
    forget_unasked()
    keep_days_from(day_of(at) - DAYS_KEPT)


@periodic(name="ledger.audit", every=timedelta(hours=24))
def audit_cells(at: datetime) -> None:
    """
    Count some cells again from the facts, and all that remains of stocks.

    :raises CellsDiffer: if one differs; the job is then failing, and the health check says so.
    """
    if differing := differing_cells(seed=at.toordinal()):
        raise CellsDiffer(differing)
    if stock := differing_stock():
        raise CellsDiffer(_("what remains of the stock %(key)s") % {"key": stock[:12]})


@periodic(name="ledger.mirror", every=timedelta(minutes=10))
def mirror_outside(at: datetime) -> None:
    """Write new seals to the file outside the database; a seal that differs fails the health check."""
    mirror_seals()
