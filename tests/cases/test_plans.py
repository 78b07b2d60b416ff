"""How the desk's lists are looked up: each by an index, on both databases, never by reading every request."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from tests.factories import cases as make

from minqing.cases.models import CaseParty, touching

POSTGRES = connection.vendor == "postgresql"


def plan(rows: QuerySet[Any, Any]) -> str:
    """Return how the database would find these rows; PostgreSQL is told that reading whole tables is dear."""
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        if POSTGRES:
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'' if POSTGRES else 'QUERY PLAN '}{sql}", parameters)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.django_db
class TestTouching:
    @pytest.mark.parametrize("left", [False, True])
    def test_reads_only_what_is_open_or_has_left(self, who: make.County, left: bool) -> None:
        make.in_hand(who)

        found = plan(touching([make.WATER], left=left)[:3001])

        assert "case_party_reach" in found
        # What a unit once led, verified or helped with, and has long left, is never read for what is open.
        assert (f"(open = {str(not left).lower()})" if POSTGRES else "(open=? AND org_path>? AND org_path<?)") in found
        assert "Seq Scan" not in found


@pytest.mark.django_db
class TestBarred:
    def test_are_found_without_reading_every_party(self) -> None:
        barred = CaseParty.objects.filter(org_path__in=["139901/", make.WATER], barred=True)

        assert "case_party_barred" in plan(barred.values("case"))


@pytest.mark.skipif(not POSTGRES, reason="SQLite compiles nothing")
@pytest.mark.django_db
class TestConnections:
    def test_let_no_query_be_compiled(self) -> None:
        # Guessing a wide list to be long, PostgreSQL compiled its counts: a second for two milliseconds' reading.
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)
