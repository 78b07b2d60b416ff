"""How the desk's lists are looked up: each by an index, on both databases, never by reading every request."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from tests.factories import cases as make

from minqing.cases.models import Case, CaseParty, touching
from minqing.cases.queries import walks
from minqing.cases.queries.clocktexts import Watch
from minqing.cases.records.behind import Number
from minqing.kernel.paging import Page
from minqing.ledger.behind import Frame

POSTGRES = connection.vendor == "postgresql"


def plan(rows: QuerySet[Any, Any], *, dear: tuple[str, ...] = ()) -> str:
    """
    Return how the database would find these rows; PostgreSQL is told that reading whole tables is dear.

    :param dear: what else is, of its settings ``enable_…``: with a handful of rows it would not mind.
    """
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        for way in ("seqscan", *dear) if POSTGRES else ():
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {'' if POSTGRES else 'QUERY PLAN '}{sql}", parameters)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def many_parties(case: Case) -> None:
    """
    Give a request so many parties that looking through all of them costs something.

    PostgreSQL counts them. SQLite, which no county's database asks to count, plans by what the indexes are.
    """
    units = [f"139901/u{number}/" for number in range(2000)]
    CaseParty.objects.bulk_create(
        [CaseParty(case=case, org_path=unit, place_path=case.place_path, role="co") for unit in units]
    )
    if POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE cases_caseparty")


@pytest.mark.django_db
class TestTouching:
    @pytest.mark.parametrize("left", [False, True])
    def test_reads_only_what_is_open_or_has_left(self, who: make.County, left: bool) -> None:
        many_parties(make.row(make.in_hand(who).number))

        found = plan(touching([make.WATER], left=left)[:3001], dear=("bitmapscan",))

        assert "case_party_reach" in found
        # What a unit once led, verified or helped with, and has long left, is never read for what is open.
        assert (f"(open = {str(not left).lower()})" if POSTGRES else "(open=? AND org_path>? AND org_path<?)") in found
        assert "Seq Scan" not in found


@pytest.mark.django_db
class TestBarred:
    def test_are_found_without_reading_every_party(self, who: make.County) -> None:
        # Of an empty table every index is as cheap; which one is taken then hung on what other tests had counted.
        many_parties(make.row(make.in_hand(who).number))
        barred = CaseParty.objects.filter(org_path__in=["139901/", make.WATER], barred=True)

        assert "case_party_barred" in plan(barred.values("case"), dear=("bitmapscan",))


@pytest.mark.django_db
class TestBehindNumbers:
    @pytest.mark.parametrize("key", ["cases.open", "cases.overdue"])
    @pytest.mark.parametrize("is_now", [True, False])
    def test_what_is_open_in_a_county_is_walked_in_the_order_of_an_index(
        self, who: make.County, monkeypatch: pytest.MonkeyPatch, *, key: str, is_now: bool
    ) -> None:
        day = make.AT.date()
        frame = Frame("139901/", "139901/", day, day + timedelta(days=1 if is_now else 0))
        asked: list[str] = []

        def planned(rows: QuerySet[Any, Any], *, order: tuple[str, ...], **_: Any) -> Page[Any]:
            asked.append(plan(rows.order_by(*order)[:51], dear=("sort", "bitmapscan")))
            return Page(())

        monkeypatch.setattr(walks, "page", planned)
        for walk in walks.walks_of(Number(key, frame.start, frame.end), frame, Watch(make.AT, make.AT)):
            walk(None, 50)

        for found in asked:
            assert "case_open_" in found or "case_left_" in found
            assert "Seq Scan" not in found
            assert "B-TREE" not in found
        assert len(asked) == {("cases.open", False): 2, ("cases.overdue", False): 0}.get((key, is_now), 1)


@pytest.mark.skipif(not POSTGRES, reason="SQLite compiles nothing")
@pytest.mark.django_db
class TestConnections:
    def test_let_no_query_be_compiled(self) -> None:
        # Guessing a wide list to be long, PostgreSQL compiled its counts: a second for two milliseconds' reading.
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)
