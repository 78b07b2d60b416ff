"""Worker entry points of what is derived."""

from datetime import datetime, timedelta

from minqing.ledger.jobs import periodic

from .pivots import issuing
from .public import service


@periodic(name="insight.public", every=timedelta(minutes=5))
def freeze_public_tables(at: datetime) -> None:
    """Freeze the day's public figures, once; soon after midnight, whenever the worker began."""
    service.freeze_public_tables(at=at)


@periodic(name="insight.views", every=timedelta(minutes=5))
def write_due_issues(at: datetime) -> None:
    """Write the scheduled views of the day down, once each."""
    issuing.write_due_issues(at=at)
