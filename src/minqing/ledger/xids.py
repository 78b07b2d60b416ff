"""Transaction numbers of PostgreSQL, only to know which facts are settled. SQLite's writers queue; it needs none."""

from typing import Any


def oldest_running(connection: Any) -> int | None:
    """Return the number below which every transaction has ended; None where all committed facts are settled."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])
