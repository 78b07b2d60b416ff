"""How the desk's lists are looked up: each by an index, on both databases, never by reading every request."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from tests.factories import cases as make

from minqing.cases.models import Case, CaseParty

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
    def test_looks_up_each_way_of_having_to_do_with_a_request(self, who: make.County) -> None:
        make.in_hand(who)

        found = plan(Case.objects.touching([make.WATER])[:3001])

        for index in ("case_open_lead", "case_open_intake", "case_party_role"):
            assert index in found
        looked_up = "Index Cond: ((lead_path >= " if POSTGRES else "case_open_lead (lead_path>? AND lead_path<?)"
        assert looked_up in found
        assert "Seq Scan" not in found
        assert "SCAN cases_case" not in found

    def test_looks_up_what_has_left_as_well(self, who: make.County) -> None:
        make.closed(who)

        found = plan(Case.objects.touching([make.WATER], left=True)[:3001])

        for index in ("case_left_lead", "case_left_intake", "case_party_role"):
            assert index in found or POSTGRES  # for one request any index will do
        assert "Seq Scan" not in found
        assert "SCAN cases_case" not in found


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
