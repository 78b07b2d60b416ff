"""Worker entry points of what is derived."""

from datetime import datetime, timedelta

from minqing.ledger.jobs import periodic

from .public import service


@periodic(name="insight.public", every=timedelta(minutes=5))
def freeze_public_tables(at: datetime) -> None:
    """Freeze the day's public figures, once; soon after midnight, whenever the worker began."""
    service.freeze_public_tables(at=at)
