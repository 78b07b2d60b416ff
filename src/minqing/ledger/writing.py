"""
Rows of the ledger, each table by one fixed statement.

Every verb of the house passes here. Building an INSERT through the ORM costs more than running it; these columns
never vary, so the statement is built once. Values are prepared by the model's own fields.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection

from .models import Delivery, Fact, PendingFact

FACT = (
    "id", "kind", "subject", "actor", "happened_at", "happened_on", "org_path", "place_path", "qty",
    "d1", "d2", "d3", "d4", "reverses", "origin", "backfilled", "payload",
)  # fmt: skip
PENDING = ("fact_id", "xid")
DELIVERY = ("fact_id", "recipe", "urgent", "state", "attempts", "owed_since", "not_before", "last_error")


def write_facts(facts: Sequence[Fact]) -> None:
    """Write facts and, beside each, its place in the queue for a position; ``recorded_at`` is the database's."""
    _insert(Fact, FACT, ([getattr(fact, name) for name in FACT] for fact in facts))
    if connection.vendor == "postgresql":
        _insert(PendingFact, PENDING[:1], ([fact.pk] for fact in facts), fixed={"xid": CURRENT_XID})
    else:
        _insert(PendingFact, PENDING, ([fact.pk, 0] for fact in facts))


def write_deliveries(deliveries: Iterable[Delivery]) -> None:
    """Write what is owed."""
    _insert(Delivery, DELIVERY, ([getattr(owed, name) for name in DELIVERY] for owed in deliveries))


CURRENT_XID = "pg_current_xact_id()::text::bigint"


@lru_cache
def _statement(model: Any, names: tuple[str, ...], fixed: tuple[tuple[str, str], ...]) -> tuple[str, list[Any]]:
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{column}"' for column in (*(field.column for field in fields), *(name for name, _ in fixed)))
    values = ", ".join((*("%s" for _ in fields), *(value for _, value in fixed)))
    # Only names of our own tables and columns are put together here.
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({values})', fields  # noqa: S608


def _insert(
    model: Any, names: tuple[str, ...], rows: Iterable[Sequence[Any]], *, fixed: dict[str, str] | None = None
) -> None:
    statement, fields = _statement(model, names, tuple((fixed or {}).items()))
    prepared = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    ]
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(statement, prepared)
