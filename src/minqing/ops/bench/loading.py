"""
Millions of invented facts put into a ledger behind those that are there.

Run inside an installation: ``python -m minqing.ops.bench.loading 10000000`` prints one line of JSON. Building is
measured by a process of its own (see ``bench.building``), which has none of the memory that loading in haste takes.
"""

# ruff: noqa: S608 - names of our own tables and columns, no input

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from datetime import time as clock
from itertools import count as counting
from itertools import islice
from typing import Any

import django

from .cloning import CAREFUL, QUICK

AT_ONCE = 50_000
FACT = (
    "id", "kind", "subject", "actor", "happened_at", "happened_on", "org_path", "place_path", "qty", "d1", "d2",
    "origin", "backfilled", "payload",
)  # fmt: skip
POSITION = ("position", "fact_id", "leaf")
INDEXES = {
    "ledger_fact_counted": "(kind, happened_on, org_path, place_path, d1, d2, d3, d4, qty, reverses)",
    "ledger_fact_subject": "(subject, happened_at)",
}


def load(count: int, *, seed: int = 7, last_month: bool = False, in_haste: bool = True) -> dict[str, Any]:
    """
    Load so many facts.

    :param last_month: they happened in the last month, and not in three years.
    :return: facts, and seconds.
    """
    from minqing.ops.bench.invented import FIRST, LAST, declare_invented, invented

    declare_invented()
    start, first = time.perf_counter(), LAST.replace(day=1) if last_month else FIRST
    with _in_haste() if in_haste else nullcontext():
        _insert(
            invented(count, seed=seed, first=first),
            counting(1 + (ask_one("SELECT max(position) FROM ledger_position") or 0)),
        )
    return {"facts": ask_one("SELECT count(*) FROM ledger_fact"), "loading": round(time.perf_counter() - start)}


@contextmanager
def _in_haste() -> Iterator[None]:
    """Load without indexes and without waiting for the disk; afterwards everything is as it was."""
    for statement in (*QUICK[_vendor()], *(f"DROP INDEX {name}" for name in INDEXES)):
        _execute(statement)
    yield
    made = [f"CREATE INDEX {name} ON ledger_fact {columns}" for name, columns in INDEXES.items()]
    for statement in (*made, *CAREFUL[_vendor()], "VACUUM ANALYZE" if _vendor() == "postgresql" else "ANALYZE"):
        _execute(statement)


def _insert(facts: Iterator[Any], numbers: Iterator[int]) -> None:
    from django.db import transaction

    while some := list(islice(facts, AT_ONCE)):
        rows = [(number, fact) for number, fact in zip(numbers, some, strict=False)]
        with transaction.atomic():
            _copy("ledger_fact", FACT, (_fact(number, fact) for number, fact in rows))
            _copy("ledger_position", POSITION, ((number, _id(fact), b"\0" * 32) for number, fact in rows))


def _fact(number: int, fact: Any) -> tuple[Any, ...]:
    postgres = _vendor() == "postgresql"
    noon = datetime.combine(fact.day, clock(4), tzinfo=UTC) if postgres else f"{fact.day} 04:00:00"
    day = fact.day if postgres else str(fact.day)
    paths = fact.org_path, fact.place_path, fact.qty, fact.late, fact.channel
    return _id(fact), fact.kind, f"invented:{number}", "system:bench", noon, day, *paths, "", False, "{}"


def _id(fact: Any) -> Any:
    return fact.id if _vendor() == "postgresql" else fact.id.hex


def _copy(table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    from django.db import connection

    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if _vendor() == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})", list(rows))


def _vendor() -> str:
    from django.db import connection

    return connection.vendor


def ask_one(statement: str) -> Any:
    """Run a statement of ours and return the first column of its first row."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def _execute(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(load(int(sys.argv[1]))))
