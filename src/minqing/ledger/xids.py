"""Transaction numbers of PostgreSQL, only to know which facts are settled. SQLite's writers queue; it needs none."""

from typing import Any

from django.db.models import BigIntegerField, Func


class CurrentTransaction(Func):
    """The 64-bit number of the running transaction."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = BigIntegerField()


def current_xid(connection: Any) -> Any:
    """Return what a pending row stores: an expression on PostgreSQL, 0 on SQLite."""
    return CurrentTransaction() if connection.vendor == "postgresql" else 0


def oldest_running(connection: Any) -> int | None:
    """Return the number below which every transaction has ended; None where all committed facts are settled."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])
