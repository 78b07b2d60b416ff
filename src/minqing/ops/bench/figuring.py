"""
How long figures take to read, inside the application, beside the same by plain SQL over the facts.

Run inside an installation that :mod:`loading` filled: ``python -m minqing.ops.bench.figuring ROUNDS``.
"""

# ruff: noqa: S608 - names of our own tables and columns, no input

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import django

RAW_ROUNDS = 3


@dataclass(frozen=True)
class Figured:
    """One question: milliseconds at the median and at 95 of 100, queries, and milliseconds of plain SQL."""

    name: str
    p50_ms: float
    p95_ms: float
    queries: int
    raw_ms: float | None


def figures(rounds: int) -> list[Figured]:
    """Measure what a board, a league table, a trend and a drill ask for."""
    from minqing.kernel.collecting import keep_what_is_loaded
    from minqing.ledger.behind import Frame, facts_behind, heaps
    from minqing.ledger.rolls.scopes import ORG, Scope
    from minqing.ledger.sheets import sheet
    from minqing.ledger.spans import Span
    from minqing.ops.bench.invented import COUNTY, LAST, MEASURES, TOWNS, declare_invented

    declare_invented()
    keep_what_is_loaded()  # as the web server does
    year, before = Span(date(LAST.year, 1, 1), date(LAST.year + 1, 1, 1)), Span(date(2025, 1, 1), date(2026, 1, 1))
    firsts = [date(2024 + number // 12, number % 12 + 1, 1) for number in range(37)]
    months = [Span(first, following) for first, following in pairwise(firsts)]
    counted = [one for one in MEASURES if one.key.endswith("counted")]
    county, units = Scope(COUNTY, COUNTY, ORG, (COUNTY,)), Scope(COUNTY, COUNTY, ORG)
    towns = Scope(COUNTY, COUNTY, ORG, tuple(TOWNS))
    frame = Frame(COUNTY, COUNTY, date(2026, 1, 1), date(2027, 1, 1))

    def board() -> object:
        read = sheet(MEASURES, [year, before], county)
        return [read.number(one, span) for one in MEASURES for span in (year, before)]

    def league() -> object:
        read = sheet(counted[:20], [year], units)
        return [read.tallies(one, year) for one in counted[:20]]

    def trend() -> object:
        read = sheet(counted[:1], months, towns)
        return [read.tally(counted[0], month, town) for month in months for town in TOWNS]

    def drill() -> object:
        return facts_behind(heaps(counted[0].part)[0], frame)

    kinds = [next(iter(one.kinds)) for one in counted]
    by_kind = "SELECT kind, d1, COUNT(*), SUM(qty) FROM ledger_fact WHERE happened_on >= '2025-01-01' GROUP BY kind, d1"
    by_unit = _of_kinds("kind, org_path", kinds[:20], "2026-01-01")
    by_month = _of_kinds(f"org_path, {_month()}", kinds[:1], "2024-01-01")
    return [
        _measured(f"one screen: {len(MEASURES)} measures, two years", board, rounds, by_kind),
        _measured("league table: 631 units, 20 measures", league, rounds, by_unit),
        _measured("36 months of 30 towns", trend, rounds, by_month),
        _measured("drill: the 50 newest facts of a year", drill, rounds, ""),
    ]


def _of_kinds(columns: str, kinds: Sequence[str], since: str) -> str:
    chosen = ", ".join(f"'{kind}'" for kind in kinds)
    where = f"kind IN ({chosen}) AND happened_on >= '{since}'"
    return f"SELECT {columns}, COUNT(*) FROM ledger_fact WHERE {where} GROUP BY {columns}"


def _month() -> str:
    from django.db import connection

    return "substr(happened_on, 1, 7)" if connection.vendor == "sqlite" else "to_char(happened_on, 'YYYY-MM')"


def _measured(name: str, ask: Callable[[], object], rounds: int, raw: str) -> Figured:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = sorted([_timed(ask) for _ in range(rounds + 3)][3:])  # the first three warm up
    with CaptureQueriesContext(connection) as queries:
        ask()
    p50, p95 = (round(took[int(share * (len(took) - 1))], 1) for share in (0.5, 0.95))
    plain = min(_timed(lambda: _raw(raw)) for _ in range(RAW_ROUNDS)) if raw else None
    return Figured(name, p50, p95, len(queries), None if plain is None else round(plain, 1))


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)


def _raw(statement: str) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"figures": [asdict(one) for one in figures(int(sys.argv[1]))]}))
