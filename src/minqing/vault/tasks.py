"""Periodic work of the vault: what is due is erased, and files without a row are swept."""

from datetime import datetime, timedelta

from minqing.ledger.jobs import periodic

from . import service


@periodic(name="vault.erase_due", every=timedelta(hours=1))
def erase_due(at: datetime) -> None:
    """Erase what was entrusted with cases whose time for keeping has passed."""
    service.erase_due(at)


@periodic(name="vault.sweep_photos", every=timedelta(hours=6))
def sweep_photos(at: datetime) -> None:
    """Remove photo files that no row names."""
    service.sweep_orphans(at)
