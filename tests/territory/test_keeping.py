"""Divisions are kept in memory until any of them changes, by whatever way."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from minqing.kernel.keeping import one_look
from minqing.ledger.guards import missing_guards
from minqing.territory import queries
from minqing.territory.guards import NAMES
from minqing.territory.keeping import kept_divisions
from minqing.territory.models import Place

pytestmark = pytest.mark.django_db
VILLAGE = "139901/101/203/"


def put(path: str, kind: str, name: str) -> None:
    Place(id=uuid4(), path=path, kind=kind, name=name, valid_from=date(2026, 1, 1)).save(force_insert=True)


@pytest.fixture
def chain() -> None:
    put("139901/", "county", "青禾县")
    put("139901/101/", "township", "清源镇")
    put(VILLAGE, "village", "柳河村")


def asked() -> tuple[str, int]:
    with CaptureQueriesContext(connection) as asked_of:
        name = queries.place(VILLAGE).full_name
    return name, len(asked_of)


@pytest.mark.usefixtures("chain")
class TestKeptDivisions:
    def test_a_second_look_only_reads_the_mark(self) -> None:
        asked()

        assert asked() == ("青禾县 清源镇 柳河村", 1)

    def test_within_one_look_the_mark_is_read_once(self) -> None:
        asked()
        with one_look():
            first = asked()
            assert (first[1], asked()[1]) == (1, 0)

    def test_a_change_by_plain_sql_shows_at_once(self) -> None:
        asked()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE territory_place SET name = '柳林村' WHERE path = %s", [VILLAGE])

        assert asked()[0] == "青禾县 清源镇 柳林村"

    def test_a_change_taken_back_leaves_nothing_behind(self) -> None:
        asked()
        with transaction.atomic():
            Place.objects.filter(path=VILLAGE).update(name="柳林村")
            assert asked()[0] == "青禾县 清源镇 柳林村"
            transaction.set_rollback(True)

        assert asked() == ("青禾县 清源镇 柳河村", 2)

    def test_a_deleted_division_is_gone(self) -> None:
        asked()
        Place.objects.filter(path=VILLAGE).delete()

        assert VILLAGE not in queries.full_names([VILLAGE])

    def test_doors_are_not_kept_and_draw_no_mark(self) -> None:
        asked()
        put(f"{VILLAGE}h7k2m9/", "household", "7号")
        queries.place(f"{VILLAGE}h7k2m9/")

        assert set(kept_divisions()) == {"139901/", "139901/101/", VILLAGE}
        assert asked()[1] == 1

    def test_without_a_mark_nothing_is_kept(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM territory_revision")
        asked()

        assert asked() == ("青禾县 清源镇 柳河村", 2)

    def test_the_guards_that_draw_it_are_counted(self) -> None:
        with connection.cursor() as cursor:
            where = "" if connection.vendor == "sqlite" else " ON territory_place"
            cursor.execute(f"DROP TRIGGER {NAMES[1]}{where}")

        assert missing_guards() == [NAMES[1]]
