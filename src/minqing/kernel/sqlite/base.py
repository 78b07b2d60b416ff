"""
Django's SQLite backend, with one lock around each outermost write.

A transaction (``atomic``) takes the lock before its BEGIN and gives it back after COMMIT or ROLLBACK; a single writing
statement outside a transaction takes it for itself. Reading outside a transaction takes nothing.

:source: decision 15; p99 of eight writers fell from 220-650 ms to 27-29 ms at the same rate.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from minqing.kernel.sqlite.queue import WriterQueue

__all__ = ["DatabaseWrapper"]

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "VACUUM", "REINDEX", "ANALYZE", "WITH")


Base: Any = base.DatabaseWrapper  # its private steps, overridden here, are unknown to the type stubs


class DatabaseWrapper(Base):
    """A connection that stands in line before it writes."""

    writers: WriterQueue | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection and its place in the line; a database in memory needs none."""
        self.leave_line()
        self.writers = None if self.is_in_memory_db() else WriterQueue(f"{conn_params['database']}-writers")
        return super().get_new_connection(conn_params)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the lock for one step, unless a transaction holds it already."""
        if self.writers is None or self.writers.is_held:
            yield
            return
        self.writers.enter()
        try:
            yield
        finally:
            self.writers.leave()

    def leave_line(self) -> None:
        """Let the next writer in, if we hold the lock."""
        if self.writers is not None:
            self.writers.leave()

    def create_cursor(self, name: str | None = None) -> Any:
        """Make a cursor whose writing statements stand in line."""
        return self.connection.cursor(factory=lambda connection: CursorInLine(connection, self))

    def _start_transaction_under_autocommit(self) -> None:
        if self.writers is not None:
            self.writers.enter()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self.leave_line()
            raise

    def _commit(self) -> None:
        super()._commit()
        self.leave_line()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self.leave_line()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self.leave_line()


@lru_cache(maxsize=1024)
def writes(sql: str) -> bool:
    """Say whether a statement may write, by its first word."""
    return sql.lstrip()[:8].upper().startswith(WRITES)


@lru_cache(maxsize=1024)
def with_marks(sql: str) -> str:
    """Write a statement as SQLite reads it: ``?`` for ``%s``; the few we have are written again and again."""
    return base.FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")


class CursorInLine(base.SQLiteCursorWrapper):
    """A cursor whose writing statements outside a transaction take their turn."""

    def __init__(self, connection: Any, wrapper: DatabaseWrapper) -> None:
        super().__init__(connection)
        self.wrapper = wrapper

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """Write a statement as SQLite reads it."""
        return with_marks(query) if param_names is None else super().convert_query(query, param_names=param_names)

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if not writes(query):
            return super().execute(query, params)
        with self.wrapper.turn():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for many rows."""
        with self.wrapper.turn():
            return super().executemany(query, param_list)
