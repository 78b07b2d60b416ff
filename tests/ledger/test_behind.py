"""How the facts behind a number are found: a page by an index, on both databases, never by reading every fact."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from minqing.kernel.ref import Ref
from minqing.ledger.behind import NEWEST_FIRST, Frame, Heap, behind, facts_behind, heaps, standing
from minqing.ledger.measures import MEASURES

assert apps.ready

POSTGRES = connection.vendor == "postgresql"
COUNTY, WATER = "139901/", "139901/water/"
START, END = date(2026, 9, 1), date(2026, 10, 1)
HEAPS = {
    f"{key} {side} {place}": heap
    for key, measure in MEASURES.items()
    if key.startswith("cases.") and key != "cases.open"  # of a county, and walked by its requests
    for side in ("part", "whole")
    for place, heap in enumerate(heaps(getattr(measure, side)))
}
STOCKS = {name: heap for name, heap in HEAPS.items() if heap.takes}


def plan(rows: QuerySet[Any, Any]) -> str:
    """Return how the database would find these rows."""
    return plan_of(*rows.query.sql_with_params())


def plan_of(sql: str, parameters: tuple[Any, ...] | None = None) -> str:
    """Return how the database would answer; PostgreSQL is told that reading whole tables is dear."""
    with connection.cursor() as cursor:
        if POSTGRES:
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'' if POSTGRES else 'QUERY PLAN '}{sql}", parameters)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.fixture
def many_facts(db: None) -> None:
    """Give PostgreSQL so many facts that it minds how it finds them: of no rows every way costs the same."""
    if not POSTGRES:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_fact (id, kind, subject, actor, happened_at, happened_on, org_path, place_path, "
            "origin, backfilled, payload) "
            "SELECT gen_random_uuid(), 'widget.made', 'widget:' || n, 'system:test', now(), "
            "date '2026-01-01' + n % 300, '139901/u' || n % 60 || '/', '139901/101/', '', false, '{}' "
            "FROM generate_series(1, 5000) AS n"
        )
        cursor.execute("ANALYZE ledger_fact")


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize("alone", [True, False])
    @pytest.mark.usefixtures("many_facts")
    @pytest.mark.parametrize("heap", HEAPS.values(), ids=HEAPS.keys())
    def test_are_read_from_an_index_by_kind_and_day(self, heap: Heap, *, alone: bool) -> None:
        frame = Frame(WATER if alone else COUNTY, COUNTY, START, END, alone)

        found = plan(behind(heap, frame).order_by(*NEWEST_FIRST)[:51])

        assert "ledger_fact_counted" in found
        for line in found.splitlines():
            assert "Seq Scan" not in line
            assert not line.startswith("SCAN ledger_fact")

    @pytest.mark.usefixtures("many_facts")
    @pytest.mark.parametrize("heap", STOCKS.values(), ids=STOCKS.keys())
    def test_look_up_what_is_used_up_by_its_subject(self, heap: Heap) -> None:
        found = plan(behind(heap, Frame(COUNTY, COUNTY, START, END)).order_by(*NEWEST_FIRST)[:51]).lower()

        assert found.count("ledger_fact_subject") == 3  # of each fact, what came before and, twice said, what went
        assert not [line for line in found.splitlines() if " u0" in line and "ledger_fact_counted" in line]

    @pytest.mark.usefixtures("many_facts")
    @pytest.mark.parametrize("heap", STOCKS.values(), ids=STOCKS.keys())
    def test_of_named_subjects_read_no_others(self, heap: Heap) -> None:
        subjects = [Ref("case", str(number)) for number in range(50)]
        with CaptureQueriesContext(connection) as asked:
            standing(heap, Frame(COUNTY, COUNTY, START, END), subjects)

        for one in asked.captured_queries:
            found = plan_of(one["sql"])
            assert "ledger_fact_subject" in found
            assert "ledger_fact_counted" not in found

    @pytest.mark.parametrize("heap", HEAPS.values(), ids=HEAPS.keys())
    def test_ask_once(self, heap: Heap) -> None:
        """What is to follow in working days asks for the calendar as well, a kept stock up to where it is kept."""
        with CaptureQueriesContext(connection) as asked:
            found = facts_behind(heap, Frame(COUNTY, COUNTY, START, END))

        assert found.items == ()
        assert len([one for one in asked.captured_queries if "ledger_fact" in one["sql"]]) == 1
        assert len(asked) == 1 or heap.adds[0].then or (heap.is_stock and len(asked) <= 3)


class TestHeaps:
    def test_hold_every_term_once(self) -> None:
        for measure in MEASURES.values():
            for terms in (measure.part, measure.whole):
                held = [term for heap in heaps(terms) for term in (*heap.adds, *heap.takes)]

                assert sorted(map(str, held)) == sorted(map(str, terms))
