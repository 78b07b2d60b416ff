"""Worker entry points of the request door."""

from datetime import datetime, timedelta

from minqing.ledger.jobs import periodic

from . import ticking


@periodic(name="cases.tick", every=timedelta(minutes=1))
def tick(at: datetime) -> None:
    """Let the clocks speak: what is due, overdue, to be reminded, lapsed or to be settled."""
    ticking.tick(at)
