"""
Rows of the ledger, each table by one fixed statement.

Every verb of the house passes here. Building an INSERT through the ORM costs more than running it; these columns
never vary, so the statement is built once. Values are prepared by the model's own fields.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from minqing.kernel.rows import inserting

from .models import Delivery, Fact, PendingFact

FACT = (
    "id", "kind", "subject", "actor", "happened_at", "happened_on", "org_path", "place_path", "qty",
    "d1", "d2", "d3", "d4", "reverses", "origin", "backfilled", "payload",
)  # fmt: skip
PENDING = ("fact_id", "xid")
DELIVERY = ("fact_id", "recipe", "urgent", "state", "attempts", "owed_since", "not_before", "last_error")


CURRENT_XID = (("xid", "pg_current_xact_id()::text::bigint"),)


class Waiting(NamedTuple):
    """A fact's place in the queue for a position."""

    fact_id: UUID
    xid: int = 0


def write_facts(facts: Sequence[Fact]) -> None:
    """Write facts and, beside each, its place in the queue for a position; ``recorded_at`` is the database's."""
    inserting(Fact, FACT).run(facts)
    waiting = [Waiting(fact.pk) for fact in facts]
    if connection.vendor == "postgresql":
        inserting(PendingFact, PENDING[:1], CURRENT_XID).run(waiting)
    else:
        inserting(PendingFact, PENDING).run(waiting)


def write_deliveries(deliveries: Iterable[Delivery]) -> None:
    """Write what is owed."""
    inserting(Delivery, DELIVERY).run(deliveries)
