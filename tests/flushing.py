"""Emptying tables whose rows may never be deleted: the guards are lifted for the flush and stand again afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

__all__ = ["flush_past_guards", "guards_lifted"]

Teardown = Callable[[Any], None]


def flush_past_guards(teardown: Teardown) -> Teardown:
    """Wrap Django's teardown of TransactionTestCase so that append-only tables can be emptied."""

    def wrapped(self: Any) -> None:
        with guards_lifted():
            teardown(self)

    return wrapped


@contextmanager
def guards_lifted() -> Iterator[None]:
    """Lift all triggers of the test database for a moment."""
    lift = lifted_on_postgres if connection.vendor == "postgresql" else lifted_on_sqlite
    with lift():
        yield


@contextmanager
def lifted_on_postgres() -> Iterator[None]:
    """A replica's session runs no triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")


@contextmanager
def lifted_on_sqlite() -> Iterator[None]:
    """SQLite cannot switch triggers off: they are dropped and made again from their own text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _, sql in triggers:
                cursor.execute(sql)
