"""Periodic work of the vault: what is due is erased, and files without a row are swept."""

from datetime import datetime, timedelta

from minqing.ledger.jobs import periodic

from . import service


@periodic(name="vault.erase_due", every=timedelta(hours=1))
def erase_due(at: datetime) -> None:
    """Erase what was entrusted with cases whose time for keeping has passed."""
    service.erase_due(at)


@periodic(name="vault.keep_erasures", every=timedelta(minutes=10))
def keep_erasures(at: datetime) -> None:
    """Put erasures on the list outside the database that a crash kept from it."""
    service.list_erasures(at - timedelta(days=30))


@periodic(name="vault.sweep_photos", every=timedelta(hours=6))
def sweep_photos(at: datetime) -> None:
    """Remove photo files that no row names."""
    service.sweep_orphans(at)
