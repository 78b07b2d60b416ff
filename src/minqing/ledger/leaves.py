"""
Facts as a seal reads them, by the thousand: plain columns instead of model rows, for settling and verifying.

A county's ledger has millions of facts; made into objects first, verifying them takes ten times as long.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from .canonical import leaf_bytes, leaf_hash

COLUMNS = (
    "id", "kind", "subject", "actor", "org_path", "place_path", "qty", "d1", "d2", "d3", "d4", "origin", "payload",
    "reverses", "backfilled", "happened_at", "recorded_at",
)  # fmt: skip
_LISTED = ", ".join(f"f.{column}" for column in COLUMNS)


class _Plain(NamedTuple):
    """A fact's columns with the attributes that :func:`leaf_bytes` asks for."""

    id: UUID
    kind: str
    subject: str
    actor: str
    org_path: str
    place_path: str
    qty: int | None
    d1: int | None
    d2: int | None
    d3: int | None
    d4: int | None
    origin: str
    payload: str
    reverses: UUID | None
    backfilled: bool
    happened_at: datetime
    recorded_at: datetime


def pending_leaves(*, below: int | None, limit: int) -> list[tuple[int, Any, bytes]]:
    """
    Read what waits for a position, in its order.

    :param below: only what was written by transactions numbered below this one; None for all.
    :return: (key of the waiting row, the fact's id as the database writes it, its leaf's hash).
    """
    older, parameters = ("WHERE q.xid < %s", [below]) if below is not None else ("", [])
    # Fixed columns of our own tables; nothing of a user's.
    query = (
        f"SELECT q.id, {_LISTED} FROM ledger_pending q JOIN ledger_fact f ON f.id = q.fact_id "  # noqa: S608
        f"{older} ORDER BY q.id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*parameters, limit])
        return [(row[0], row[1], _hash(row[1:])) for row in cursor.fetchall()]


def placed_leaves(chunk: int) -> Iterator[tuple[int, str, bytes, bytes | None]]:
    """
    Read every position in order with its fact.

    :param chunk: rows a read.
    :return: (position, the fact's id, the leaf as stored, the leaf as the fact gives it or None where it is gone).
    """
    query = (
        f"SELECT p.position, p.fact_id, p.leaf, {_LISTED} FROM ledger_position p "  # noqa: S608
        "LEFT JOIN ledger_fact f ON f.id = p.fact_id WHERE p.position > %s ORDER BY p.position LIMIT %s"
    )
    done = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(query, [done, chunk])
            batch = cursor.fetchall()
        if not batch:
            return
        for position, fact_id, leaf, *fact in batch:
            yield position, str(_uuid(fact_id)), bytes(leaf), _hash(fact) if fact[0] is not None else None
        done = batch[-1][0]


def _hash(row: Sequence[Any]) -> bytes:
    fact_id, reverses, backfilled, happened, recorded = row[0], row[13], row[14], row[15], row[16]
    known = (_uuid(reverses) if reverses is not None else None, bool(backfilled), _moment(happened), _moment(recorded))
    return leaf_hash(leaf_bytes(_Plain._make((_uuid(fact_id), *row[1:13], *known))))


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(hex=value)


def _moment(value: Any) -> datetime:
    """Read a moment as the database hands it over: SQLite keeps UTC and does not say so."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
