"""Messages in files live a day: what nobody fetched is removed, with what older versions left in plain text."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from minqing.ledger.jobs import periodic

__all__ = ["sweep"]


@periodic(name="exchange.sweep_messages", every=timedelta(minutes=10))
def sweep(at: datetime) -> None:
    """Remove messages and mails older than ``MESSAGE_HOURS``, and every text message that lies in plain text."""
    last = (at - timedelta(hours=settings.MESSAGE_HOURS)).timestamp()
    for place in (Path(settings.DATA) / "outbox").rglob("*"):
        plain = place.parent.name == "sms" and place.suffix in {".json", ".jsonl"}
        if place.is_file() and (plain or place.stat().st_mtime <= last):
            place.unlink(missing_ok=True)
