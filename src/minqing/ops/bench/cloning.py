"""
Many requests from few: rows that the services made are copied in bulk under new keys, facts and search index included.

The copies keep places, units and words; their ids end in the copy's number. What has left the office is laid back over
five years, copy by copy, as an archive lies; what is open is copied only with the copies that lie in the present, so
that its share is that of a county with so many requests a day. Facts are copied as far as the overseer's figures count
them; all get positions, so the ledger verifies. Contacts and originals in the vault are not copied.
Run inside an installation: ``python -m minqing.ops.bench.cloning 1000000``.
"""

# ruff: noqa: S608 - names of our own tables and columns, no input

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

from .copying import FACT_COLUMNS, WEEKS, YEARS, Source, Tongue, source_of

QUICK = {
    "sqlite": (
        "PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA foreign_keys=OFF", "PRAGMA cache_size=-1000000",
        "PRAGMA temp_store=MEMORY", "PRAGMA threads=2",
    ),
    "postgresql": (
        "SET synchronous_commit = off", "SET session_replication_role = replica", "SET maintenance_work_mem = '1GB'",
    ),
}  # fmt: skip
CAREFUL = {
    "sqlite": ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"),
    "postgresql": ("RESET ALL",),
}


def clone(target: int) -> dict[str, Any]:
    """
    Copy until there are about so many requests.

    :return: requests, open requests, facts, seconds.
    """
    start = time.perf_counter()
    missing = target - _count("cases_case")
    if missing > 0:
        sources = _sources()
        if not _one("SELECT count(*) FROM bench_copy"):
            for source in sources:
                _execute(source.keep())
        _copy(sources, copies=-(-missing // _one("SELECT count(*) FROM bench_cases_case WHERE gone")))
    _settle()
    return {
        "requests": _count("cases_case"),
        "open": _one("SELECT count(*) FROM cases_case WHERE stage > 0"),
        "facts": _count("ledger_fact"),
        "seconds": round(time.perf_counter() - start),
    }


def _execute(sql: str, parameters: tuple[Any, ...] = ()) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def _one(sql: str) -> int:
    return int(_execute(sql)[0][0] or 0)


def _count(table: str) -> int:
    return _one(f"SELECT count(*) FROM {table}")


def _vendor() -> str:
    from django.db import connection

    return connection.vendor


def _sources() -> list[Source]:
    from django.apps import apps

    from minqing.cases.queries.oversight import FIGURES

    _execute("CREATE TABLE IF NOT EXISTS bench_copy (number bigint, tail text, back interval, here boolean)")
    models = sorted(apps.get_app_config("cases").get_models(), key=lambda model: model.__name__ != "Case")
    sources = [source_of(one) for one in models if one.__name__ == "Case" or _hangs_on_a_case(one)]
    custody = next(one for one in apps.get_app_config("vault").get_models() if one._meta.db_table == "custody_case")
    vault = {str(field.column): "" for field in custody._meta.concrete_fields} | {"case_id": "key"}
    sources.append(Source("custody_case", vault, "JOIN cases_case c ON c.uuid = t.case_id"))
    kinds = sorted({term.fact for one in FIGURES for term in (*one.part, *one.whole)})
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    subject = Tongue(_vendor(), 0).subject("c.uuid")
    reached = f"JOIN cases_case c ON t.subject = {subject}"
    return [*sources, Source("ledger_fact", FACT_COLUMNS, reached, f"WHERE t.kind IN ({listed})"), _search()]


def _hangs_on_a_case(model: Any) -> bool:
    return any(field.is_relation for field in model._meta.concrete_fields)


def _search() -> Source:
    key = "rowid" if _vendor() == "sqlite" else "serial"
    return Source("cases_search", {key: "serial", "tokens": ""}, f"JOIN cases_case c ON c.serial = t.{key}")


def _copy(sources: list[Source], *, copies: int) -> None:
    first = 1 + _one("SELECT max(number) FROM bench_copy")
    for number in range(first, first + copies):
        days = 7 * WEEKS * ((number - 1) % YEARS)
        values = (number, f"{number:08x}", f"-{days} days", days == 0)
        _execute("INSERT INTO bench_copy VALUES (%s, %s, %s, %s)", values)
    if _vendor() == "postgresql":
        _execute("UPDATE bench_copy SET back = -back WHERE back < interval '0'")
    tongue = Tongue(_vendor(), _one("SELECT max(serial) FROM bench_cases_case"))
    which = (first, first + copies)
    with _in_haste(), _without_indexes([source.table for source in sources]):
        for source in sources:
            _execute(source.copy(tongue), which)
            if source.table == "ledger_fact":
                new = f"INSERT INTO ledger_pending (fact_id, xid) SELECT {tongue.say('key', 'id')}, 0 {source.each()}"
                _execute(new, which)


@contextmanager
def _in_haste() -> Iterator[None]:
    """Let nothing wait for the disk and nothing be checked twice; the copies are made again if this machine stops."""
    for statement in QUICK[_vendor()]:
        _execute(statement)
    yield
    for statement in CAREFUL[_vendor()]:
        _execute(statement)


@contextmanager
def _without_indexes(tables: list[str]) -> Iterator[None]:
    """Take down the indexes of these tables, and build each anew in one go: much faster than row by row."""
    marks = ", ".join("%s" for _ in tables)
    question = (
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
        if _vendor() == "sqlite"
        else "SELECT indexname, indexdef FROM pg_indexes LEFT JOIN pg_constraint ON conname = indexname "
        f"WHERE conname IS NULL AND tablename IN ({marks})"
    )
    held = _execute(question, tuple(tables))
    for name, _sql in held:
        _execute(f'DROP INDEX "{name}"')
    yield
    for _name, sql in held:
        _execute(sql)


def _settle() -> None:
    """
    Do at once what the worker does by and by: give positions to the copied facts, and fold cells.

    PostgreSQL learns by itself how large its tables are, here at once too.
    """
    from minqing.ledger.positions import forget_transactions, settle
    from minqing.ledger.rolls.building import rebuild

    with _in_haste():  # a commit that waits for the disk, for every batch, took most of the time
        forget_transactions()
        while settle(limit=50_000):
            pass
    rebuild()
    if _vendor() == "postgresql":
        _execute("SELECT setval(pg_get_serial_sequence('cases_case', 'serial'), (SELECT max(serial) FROM cases_case))")
        _execute("VACUUM ANALYZE")


if __name__ == "__main__":
    django.setup()
    print(json.dumps(clone(int(sys.argv[1]))))
