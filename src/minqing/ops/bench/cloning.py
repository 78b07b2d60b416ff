"""
Many requests from few: rows that the services made are copied in bulk under new keys, facts and search index included.

The copies keep places, units, days and words; only ids differ (their last eight digits are the copy's number). Of the
facts those are copied that figures of the desk and the overseer read; all get positions, so the ledger verifies.
Run inside an installation: ``python -m minqing.ops.bench.cloning 1000000``.
"""

import json
import sys
import time
from dataclasses import dataclass
from typing import Any

import django

KINDS = ("case.registered", "case.closed", "case.became_overdue", "rating.given")
FACT_COLUMNS = (
    "id", "kind", "subject", "actor", "happened_at", "happened_on", "recorded_at", "org_path", "place_path",
    "qty", "d1", "d2", "d3", "d4", "reverses", "origin", "backfilled", "payload",
)  # fmt: skip
RENAMED_TEXTS = frozenset({"subject", "receipt_hash", "token_hash"})


@dataclass(frozen=True)
class Copy:
    """How one copy renames keys on one kind of database."""

    vendor: str
    number: int
    offset: int

    @property
    def tail(self) -> str:
        """Return eight hexadecimal digits that only this copy carries."""
        return f"{self.number:08x}"

    def uuid(self, column: str) -> str:
        """Rename a UUID column."""
        if self.vendor == "sqlite":
            return f"substr({column}, 1, 24) || '{self.tail}'"
        return f"(left(replace({column}::text, '-', ''), 24) || '{self.tail}')::uuid"

    def text(self, column: str) -> str:
        """Rename a text that ends in hexadecimal digits."""
        return f"substr({column}, 1, length({column}) - 8) || '{self.tail}'"

    def serial(self, column: str) -> str:
        """Move a serial number into this copy's own range."""
        return f"{column} + {self.offset}"


def clone(target: int) -> dict[str, Any]:
    """
    Copy until there are about so many requests.

    :return: requests, facts, seconds.
    """
    from django.db import connection, transaction

    start = time.perf_counter()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    base, last, done = _counts()
    first_copy = last // base
    for number in range(first_copy, first_copy + max(0, -(-(target - done) // base))):
        with transaction.atomic():
            _copy_once(Copy(connection.vendor, number, number * base), base)
    _finish()
    return {
        "requests": _count("cases_case"),
        "facts": _count("ledger_fact"),
        "seconds": round(time.perf_counter() - start),
    }


def _execute(sql: str, parameters: tuple[Any, ...] = ()) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone() if cursor.description else None


def _count(table: str) -> int:
    return int(_execute(f"SELECT count(*) FROM {table}")[0])  # noqa: S608  # a table of ours


def _counts() -> tuple[int, int, int]:
    """Return (highest serial the services made, highest serial, requests); the first is kept in a table of its own."""
    _execute("CREATE TABLE IF NOT EXISTS bench_base (serial bigint)")
    last = int(_execute("SELECT max(serial) FROM cases_case")[0])
    kept = _execute("SELECT serial FROM bench_base")
    if kept is None:
        _execute("INSERT INTO bench_base VALUES (%s)", (last,))
        _keep_facts()
    return int(kept[0]) if kept else last, last, _count("cases_case")


def _keep_facts() -> None:
    marks = ", ".join("%s" for _ in KINDS)
    columns = ", ".join(FACT_COLUMNS)
    _execute(f"CREATE TABLE bench_fact AS SELECT {columns} FROM ledger_fact WHERE kind IN ({marks})", KINDS)  # noqa: S608


def _copy_once(copy: Copy, base: int) -> None:
    from django.apps import apps

    for model in sorted(apps.get_app_config("cases").get_models(), key=_after_case):
        _copy_table(copy, model, base)
    _copy_custody(copy, base)
    renamed = {"id": copy.uuid, "reverses": copy.uuid, "subject": copy.text}
    values = ", ".join(renamed.get(column, str)(column) for column in FACT_COLUMNS)
    _execute(f"INSERT INTO ledger_fact ({', '.join(FACT_COLUMNS)}) SELECT {values} FROM bench_fact")  # noqa: S608
    _execute(f"INSERT INTO ledger_pending (fact_id, xid) SELECT {copy.uuid('id')}, 0 FROM bench_fact")  # noqa: S608
    key = "rowid" if copy.vendor == "sqlite" else "serial"
    _execute(
        f"INSERT INTO cases_search ({key}, tokens) SELECT {copy.serial(key)}, tokens FROM cases_search "  # noqa: S608
        f"WHERE {key} <= {base}"
    )


def _after_case(model: Any) -> int:
    """Put the request before its children, and children before what hangs on them."""
    names = {field.name for field in model._meta.get_fields() if field.is_relation and not field.auto_created}
    return 0 if model.__name__ == "Case" else 2 if names - {"case"} else 1


def _copy_table(copy: Copy, model: Any, base: int) -> None:
    relations = {field.name for field in model._meta.concrete_fields if field.is_relation}
    if model.__name__ != "Case" and not relations:
        return
    columns, values = [], []
    for field in model._meta.concrete_fields:
        value = _value(copy, model, field)
        if value:
            columns.append(f'"{field.column}"')
            values.append(value)
    table, where = model._meta.db_table, _where(model, base)
    _execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} WHERE {where}")  # noqa: S608


def _value(copy: Copy, model: Any, field: Any) -> str:
    column, kind = f'"{field.column}"', field.target_field if field.is_relation else field
    if kind.get_internal_type() == "UUIDField" and field.name != "routing_row":
        return copy.uuid(column)
    if field.column == "case_id" or (model.__name__ == "Case" and field.primary_key):
        return copy.serial(column)
    if field.primary_key:
        return ""
    return copy.text(column) if field.name in RENAMED_TEXTS else column


def _where(model: Any, base: int) -> str:
    if model.__name__ == "Case":
        return f"serial <= {base}"
    if any(field.column == "case_id" for field in model._meta.concrete_fields):
        return f"case_id <= {base}"
    return f"reply_id IN (SELECT id FROM cases_reply WHERE case_id <= {base})"  # noqa: S608


def _copy_custody(copy: Copy, base: int) -> None:
    from django.apps import apps

    model = next(one for one in apps.get_app_config("vault").get_models() if one._meta.db_table == "custody_case")
    names = [str(field.column) for field in model._meta.concrete_fields]
    values = [copy.uuid(name) if name == "case_id" else name for name in names]
    mine = f"case_id IN (SELECT uuid FROM cases_case WHERE serial <= {base})"  # noqa: S608
    _execute(f"INSERT INTO custody_case ({', '.join(names)}) SELECT {', '.join(values)} FROM custody_case WHERE {mine}")  # noqa: S608


def _finish() -> None:
    """Give positions to the copied facts, and let the database learn how large its tables are."""
    from django.db import connection

    from minqing.ledger.positions import forget_transactions, settle

    forget_transactions()
    while settle(limit=20_000):
        pass
    if connection.vendor == "postgresql":
        _execute("SELECT setval(pg_get_serial_sequence('cases_case', 'serial'), (SELECT max(serial) FROM cases_case))")
    _execute("ANALYZE")


if __name__ == "__main__":
    django.setup()
    print(json.dumps(clone(int(sys.argv[1]))))
