"""Append-only, also for a raw SQL shell with default settings."""

import sqlite3

import pytest
from django.db import IntegrityError, connection, transaction

from minqing.ledger import guards
from minqing.ledger.guards import guarded_tables, missing_guards
from minqing.ledger.records import FactView

pytestmark = pytest.mark.django_db


def _refused(sql: str, parameters: tuple = ()) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


class TestGuards:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE ledger_fact SET kind = 'x.y'",
            "DELETE FROM ledger_fact",
            "UPDATE ledger_fact SET id = id WHERE 1 = 1",
        ],
    )
    def test_refuse_to_change_or_delete(self, made: FactView, sql: str) -> None:
        _refused(sql)

    def test_all_stand(self) -> None:
        assert {"ledger_fact", "ledger_position", "ledger_seal"} <= set(guarded_tables())
        assert missing_guards() == []

    def test_are_missed_when_one_is_dropped(self) -> None:
        guard = guarded_tables()["ledger_seal"]

        with connection.cursor() as cursor:
            for statement in guard.removals(connection.vendor):
                cursor.execute(statement)

        assert missing_guards() == sorted(guard.triggers(connection.vendor))


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's guards look nothing up")
class TestLookUp:
    def test_never_walks_the_table_whatever_statistics_say(self, made: FactView) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'ledger_fact_no_replace'")
            condition = cursor.fetchone()[0].partition(" WHEN ")[2].partition(" BEGIN ")[0]
            for column in ("rowid", "id", "reverses"):
                condition = condition.replace(f'NEW."{column}"', "'x'")
            cursor.execute(f"EXPLAIN QUERY PLAN SELECT 1 WHERE {condition}")
            plan = " ".join(row[3] for row in cursor.fetchall())

        assert "SEARCH ledger_fact" in plan
        assert "SCAN ledger_fact" not in plan


class TestWatch:
    def test_misses_a_named_trigger_of_another_module_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(guards, "_WATCHED", {"widget_never_blue"})

        assert missing_guards() == ["widget_never_blue"]

    def test_counts_the_door_of_requests(self) -> None:
        assert "cases_case_accused_never_lead" in guards._WATCHED


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's")
class TestTruncate:
    def test_is_refused(self, made: FactView) -> None:
        _refused("TRUNCATE ledger_fact")


class TestReplaceOnSqlite:
    """`INSERT OR REPLACE` in a raw shell: recursive triggers are off there, so no delete trigger would fire."""

    @pytest.fixture
    def shell(self) -> sqlite3.Connection:
        raw = sqlite3.connect(":memory:", isolation_level=None)
        raw.execute("CREATE TABLE ledger_fact (id TEXT PRIMARY KEY, reverses TEXT UNIQUE, kind TEXT)")
        for statement in guarded_tables()["ledger_fact"].statements("sqlite"):
            raw.execute(statement)
        raw.execute("INSERT INTO ledger_fact VALUES ('a', NULL, 'x.made'), ('b', 'a', 'x.made')")
        return raw

    @pytest.mark.parametrize(
        "sql",
        [
            "INSERT OR REPLACE INTO ledger_fact VALUES ('a', NULL, 'x.forged')",
            "INSERT OR REPLACE INTO ledger_fact VALUES ('c', 'a', 'x.forged')",
            "INSERT OR REPLACE INTO ledger_fact (rowid, id, kind) VALUES (1, 'c', 'x.forged')",
            "REPLACE INTO ledger_fact VALUES ('b', NULL, 'x.forged')",
            "INSERT INTO ledger_fact VALUES ('a', NULL, 'y') ON CONFLICT (id) DO UPDATE SET kind = 'x.forged'",
            "UPDATE OR REPLACE ledger_fact SET id = 'b' WHERE id = 'a'",
            "DELETE FROM ledger_fact",
        ],
    )
    def test_is_refused_through_every_key(self, shell: sqlite3.Connection, sql: str) -> None:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            shell.execute(sql)

        assert shell.execute("SELECT group_concat(kind) FROM ledger_fact").fetchone() == ("x.made,x.made",)

    def test_lets_a_new_row_in(self, shell: sqlite3.Connection) -> None:
        shell.execute("INSERT INTO ledger_fact VALUES ('c', NULL, 'x.made')")

        assert shell.execute("SELECT count(*) FROM ledger_fact").fetchone() == (3,)
