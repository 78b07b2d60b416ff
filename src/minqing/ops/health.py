"""Is everything well? Asked by monitors and by the bar on every desk."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import DatabaseError, connection

from minqing import __version__
from minqing.directory.queries import duty_channel
from minqing.ledger.deliveries import oldest_owed
from minqing.ledger.guards import AppendOnly, guarded_tables, missing_guards
from minqing.ledger.jobs import failing_jobs
from minqing.ledger.seals import last_seal
from minqing.ops.conformance import conformance

__all__ = ["Health", "health"]

LATE_MINUTES = 15


@dataclass(frozen=True)
class Health:
    """One look at the whole."""

    is_well: bool
    facts: dict[str, Any]


def health(at: datetime) -> Health:
    """
    Look at the database, the deliveries, the seals and the duty channel.

    :param at: now.
    :return: ``facts`` as ``/healthz`` shows them; not well if the database is silent, a guard is missing, a delivery
        has waited for a quarter of an hour, or an alarm would reach nobody.
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
        "jobs_failing": sorted(failing_jobs()),
        "last_ledger_seal": {"day": seal.day.isoformat(), "number": seal.number, "root": seal.root} if seal else None,
        "duty_channel": {"answers": duty.answers, "state": duty.state},
        "guardrails": {"kept": list(kept.kept), "without_test": list(kept.gone)},
    }


def troubles_in(facts: dict[str, Any]) -> list[str]:
    """Name what is wrong, in a word each."""
    found = {
        "guards": bool(facts["guards_missing"]),
        "deliveries": facts["oldest_unsent_seconds"] > LATE_MINUTES * 60,
        "jobs": bool(facts["jobs_failing"]),
        "duty_channel": not facts["duty_channel"]["answers"],
    }
    return [name for name, is_so in found.items() if is_so]
