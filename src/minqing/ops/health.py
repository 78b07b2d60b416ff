"""Is everything well? Asked by monitors and by the bar on every desk."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from minqing import __version__
from minqing.cases.queries import unmanned_duties
from minqing.directory.queries import duty_channel
from minqing.ledger.deliveries import oldest_owed
from minqing.ledger.guards import AppendOnly, guarded_tables, missing_guards
from minqing.ledger.jobs import failing_jobs
from minqing.ledger.seals import last_seal
from minqing.ops.conformance import conformance

__all__ = ["Health", "health"]

LATE_MINUTES = 15
LEFT = timedelta(hours=1)


@dataclass(frozen=True)
class Health:
    """One look at the whole."""

    is_well: bool
    facts: dict[str, Any]


def health(at: datetime) -> Health:
    """
    Look at the database, the deliveries, the seals, the duty channel and the offices in charge.

    :param at: now.
    :return: ``facts`` as ``/healthz`` shows them; not well if the database is silent, a guard is missing, a delivery
        has waited for a quarter of an hour, a gateway has left a text message for an hour, an alarm would reach
        nobody, or what comes to a duty would be taken up by nobody.
    """
    facts: dict[str, Any] = {"status": "ok", "version": __version__}
    try:
        facts |= look(at)
        troubles = troubles_in(facts)
    except DatabaseError:
        facts["database"] = {"engine": connection.vendor, "answers": False}
        troubles = ["database"]
    facts["troubles"] = troubles
    facts["status"] = "failing" if troubles else "ok"
    return Health(is_well=not troubles, facts=facts)


@cache
def guards() -> tuple[AppendOnly, ...]:
    """List the guards that must stand; read from the migrations once per process."""
    return tuple(guarded_tables().values())


def look(at: datetime) -> dict[str, Any]:
    """Gather what the database tells."""
    owed, seal, duty, kept = oldest_owed(), last_seal(), duty_channel(at), conformance()
    waiting = round((at - owed).total_seconds()) if owed else 0
    return {
        "database": {"engine": connection.vendor, "answers": True},
        "guards_missing": missing_guards(guards=guards()),
        "oldest_unsent_delivery": owed.isoformat() if owed else None,
        "oldest_unsent_seconds": max(0, waiting),
        "text_messages": text_messages(at),
        "jobs_failing": sorted(failing_jobs()),
        "last_ledger_seal": {"day": seal.day.isoformat(), "number": seal.number, "root": seal.root} if seal else None,
        "duty_channel": {"answers": duty.answers, "state": duty.state},
        "duties_unmanned": duties_unmanned(at),
        "guardrails": {"kept": list(kept.kept), "without_test": list(kept.gone)},
    }


def duties_unmanned(at: datetime) -> list[dict[str, str]]:
    """Name each duty that nobody does: at which place, which office has it, and whether that is closed or empty."""
    return [
        {"duty": one.duty, "place": one.place_path, "office": one.org_path, "why": one.code}
        for one in unmanned_duties(at=at)
    ]


def text_messages(at: datetime) -> dict[str, Any]:
    """
    Count the text messages that wait in the outbox to be fetched.

    :return: how many ``wait``, since when (``oldest``), and whether they are ``left``: a gateway fetches messages
        here (a fetched file is empty), yet one has waited for an hour. Without a gateway they only wait.
    """
    files = [place.stat() for place in (Path(settings.DATA) / "outbox" / "sms").glob("*.sealed")]
    since = [file.st_mtime for file in files if file.st_size]
    oldest = datetime.fromtimestamp(min(since), tz=UTC) if since else None
    left = len(since) < len(files) and oldest is not None and at - oldest > LEFT
    return {"waiting": len(since), "oldest": oldest.isoformat() if oldest else None, "left": left}


def troubles_in(facts: dict[str, Any]) -> list[str]:
    """Name what is wrong, in a word each."""
    found = {
        "guards": bool(facts["guards_missing"]),
        "deliveries": facts["oldest_unsent_seconds"] > LATE_MINUTES * 60,
        "text_messages": facts["text_messages"]["left"],
        "jobs": bool(facts["jobs_failing"]),
        "duty_channel": not facts["duty_channel"]["answers"],
        "duties": bool(facts["duties_unmanned"]),
    }
    return [name for name, is_so in found.items() if is_so]
