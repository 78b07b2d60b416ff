"""Periodic work of the ledger."""

from datetime import datetime, timedelta

from minqing.kernel.times import day_of

from . import kinds  # noqa: F401  # the ledger's own kinds join the registry
from .books import close_books
from .jobs import periodic
from .mirror import mirror_seals
from .positions import settle_all
from .seals import last_seal, seal_day


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


@periodic(name="ledger.close", every=timedelta(minutes=10))
def close_yesterday(at: datetime) -> None:
    """Add up what stocks are counted from, once a day."""
    close_books(at)


@periodic(name="ledger.mirror", every=timedelta(minutes=10))
def mirror_outside(at: datetime) -> None:
    """Write new seals to the file outside the database; a seal that differs fails the health check."""
    mirror_seals()
