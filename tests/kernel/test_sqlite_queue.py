"""SQLite's writers stand in line: across processes and threads, and nobody reads slower for it."""

import multiprocessing
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction
from pytest_django.plugin import blocking_manager_key

from minqing.conf.databases import sqlite
from minqing.kernel.sqlite.base import DatabaseWrapper, writes
from minqing.kernel.sqlite.queue import WriterQueue

SPAWN = multiprocessing.get_context("spawn")


def add_slowly(database: str, times: int) -> None:
    """Read a counter, think, write it back: only a lock around the whole keeps every step."""
    queue = WriterQueue(f"{database}-writers")
    # The waiting is for WAL's own short locks at opening and closing; a lost place in the line would still show, since
    # a reading transaction whose snapshot is old can never write, however long it waits.
    rows = sqlite3.connect(database, isolation_level=None, timeout=10)
    for _ in range(times):
        queue.enter()
        rows.execute("BEGIN")
        (value,) = rows.execute("SELECT value FROM counter").fetchone()
        time.sleep(0.002)
        rows.execute("UPDATE counter SET value = ?", (value + 1,))
        rows.execute("COMMIT")
        queue.leave()
    rows.close()


def hold_and_die(database: str, ready: "multiprocessing.synchronize.Event") -> None:
    """Take the lock and be killed with it."""
    WriterQueue(f"{database}-writers").enter()
    ready.set()
    time.sleep(60)


@pytest.fixture
def counter(tmp_path: Path) -> str:
    database = str(tmp_path / "counter.sqlite3")
    with sqlite3.connect(database) as rows:
        rows.execute("PRAGMA journal_mode=WAL")
        rows.execute("CREATE TABLE counter (value INTEGER)")
        rows.execute("INSERT INTO counter VALUES (0)")
    return database


class TestWriterQueue:
    def test_lets_several_processes_write_one_after_the_other(self, counter: str) -> None:
        writers = [SPAWN.Process(target=add_slowly, args=(counter, 20)) for _ in range(4)]

        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(60)

        assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
        assert sqlite3.connect(counter).execute("SELECT value FROM counter").fetchone() == (80,)

    def test_lets_several_threads_of_a_process_write_one_after_the_other(self, counter: str) -> None:
        writers = [threading.Thread(target=add_slowly, args=(counter, 20)) for _ in range(4)]

        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(60)

        assert sqlite3.connect(counter).execute("SELECT value FROM counter").fetchone() == (80,)

    def test_goes_on_when_a_writer_is_killed(self, counter: str) -> None:
        ready = SPAWN.Event()
        victim = SPAWN.Process(target=hold_and_die, args=(counter, ready))
        victim.start()
        assert ready.wait(30)

        victim.kill()
        add_slowly(counter, 1)

        assert sqlite3.connect(counter).execute("SELECT value FROM counter").fetchone() == (1,)

    def test_says_so_when_a_thread_would_wait_for_itself(self, tmp_path: Path) -> None:
        first, second = (WriterQueue(str(tmp_path / "writers")) for _ in range(2))
        first.enter()

        with pytest.raises(RuntimeError, match="already writes"):
            second.enter()

        first.leave()
        second.enter()
        second.leave()


class TestWrites:
    @pytest.mark.parametrize("sql", ["INSERT INTO a", " update a", "delete FROM a", "WITH x AS (SELECT 1) INSERT"])
    def test_knows_a_writing_statement(self, sql: str) -> None:
        assert writes(sql)

    @pytest.mark.parametrize("sql", ["SELECT 1", "PRAGMA x", "EXPLAIN SELECT 1", "BEGIN IMMEDIATE", "SAVEPOINT a"])
    def test_knows_a_reading_statement(self, sql: str) -> None:
        assert not writes(sql)


class TestMarks:
    def test_are_written_as_sqlite_reads_them(self, wrapper: DatabaseWrapper) -> None:
        with wrapper.cursor() as cursor:
            for value in (3, 4):
                cursor.execute("SELECT '100%%', %s", [value])
                assert cursor.fetchone() == ("100%", value)
            cursor.execute("SELECT %(one)s, %(one)s + %(two)s", {"one": 1, "two": 2})
            assert cursor.fetchone() == (1, 3)


@pytest.fixture
def wrapper(counter: str, pytestconfig: pytest.Config) -> Iterator[DatabaseWrapper]:
    settings = {**connections.configure_settings({"default": {}})["default"], **sqlite(counter), "AUTOCOMMIT": True}
    wrapper = DatabaseWrapper(settings, alias="in_line")
    connections["in_line"] = wrapper
    with pytestconfig.stash[blocking_manager_key].unblock():
        yield wrapper
        wrapper.close()
    del connections["in_line"]


class TestDatabaseWrapper:
    def test_holds_the_lock_from_begin_to_commit_and_not_longer(self, wrapper: DatabaseWrapper) -> None:
        with transaction.atomic(using="in_line"):
            assert wrapper.writers.is_held
            with transaction.atomic(using="in_line"):
                assert wrapper.writers.is_held
            assert wrapper.writers.is_held

        assert not wrapper.writers.is_held

    def test_gives_the_lock_back_after_a_rollback(self, wrapper: DatabaseWrapper) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic(using="in_line"):
            raise ZeroDivisionError

        assert not wrapper.writers.is_held

    def test_writes_a_single_statement_in_its_turn(self, wrapper: DatabaseWrapper) -> None:
        with wrapper.cursor() as cursor:
            cursor.execute("UPDATE counter SET value = %s", [7])
            cursor.executemany("INSERT INTO counter VALUES (%s)", [(8,), (9,)])
            cursor.execute("SELECT sum(value) FROM counter")

            assert cursor.fetchone() == (24,)
        assert not wrapper.writers.is_held

    def test_reads_while_somebody_else_writes(self, wrapper: DatabaseWrapper) -> None:
        other = WriterQueue(wrapper.writers.path if wrapper.writers else f"{wrapper.settings_dict['NAME']}-writers")
        reader = threading.Thread(target=other.enter)
        reader.start()
        reader.join()

        with wrapper.cursor() as cursor:
            cursor.execute("SELECT value FROM counter")

            assert cursor.fetchone() == (0,)
        other.leave()
