"""
Append-only tables, kept so by the database itself: also a raw SQL shell with default settings is refused.

On SQLite, ``INSERT OR REPLACE`` deletes the old row without firing a delete trigger unless recursive triggers
are on, and a raw shell has them off; hence a BEFORE INSERT trigger that knows every unique key, the hidden
rowid included. Django's table rebuild on SQLite drops triggers silently: :func:`missing_guards` is asked at
start and in a test.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections
from django.db.migrations.operations.base import Operation


class AppendOnly(Operation):
    """
    A migration step that makes one table append-only on SQLite and PostgreSQL.

    :param table: the table's name.
    :param unique: every unique key of the table as a tuple of columns; the rowid is added by itself.
    """

    reversible = True

    def __init__(self, table: str, unique: Sequence[Sequence[str]] = (("id",),)) -> None:
        self.table = table
        self.unique = tuple(tuple(key) for key in unique)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [], {"table": self.table, "unique": self.unique}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing in the model state; guards are the database's."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.raise_guards(schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.lower_guards(schema_editor)

    def describe(self) -> str:
        return f"Make {self.table} append-only"

    @property
    def migration_name_fragment(self) -> str:
        return f"append_only_{self.table}"

    def raise_guards(self, schema_editor: Any) -> None:
        """Create the triggers."""
        for statement in self.statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def lower_guards(self, schema_editor: Any) -> None:
        """Drop the triggers: for a migration that must rebuild the table, and for a test's teardown."""
        for statement in self.removals(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def triggers(self, vendor: str) -> tuple[str, ...]:
        """Return the names of the triggers that must stand."""
        kinds = ("update", "delete", "replace") if vendor == "sqlite" else ("change", "truncate")
        return tuple(f"{self.table}_no_{kind}" for kind in kinds)

    def statements(self, vendor: str) -> list[str]:
        """Return the SQL that raises the guards."""
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def removals(self, vendor: str) -> list[str]:
        """Return the SQL that lowers the guards."""
        where = "" if vendor == "sqlite" else f' ON "{self.table}"'
        return [f'DROP TRIGGER IF EXISTS "{name}"{where}' for name in self.triggers(vendor)]

    def _sqlite(self) -> list[str]:
        update, delete, replace = self.triggers("sqlite")
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.table} is append-only'); END"
        taken = " OR ".join(self._taken(key) for key in (("rowid",), *self.unique))
        return [
            f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{self.table}" {refuse}',
            f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{self.table}" {refuse}',
            f'CREATE TRIGGER "{replace}" BEFORE INSERT ON "{self.table}" WHEN {taken} {refuse}',
        ]

    def _taken(self, key: Sequence[str]) -> str:
        """
        Say that a row with this key is there, in a look-up of its own.

        Joined by OR inside one look-up, SQLite walks the whole table for every insert as soon as ``ANALYZE`` has seen
        a key that is mostly NULL.
        """
        present = " AND ".join(f'NEW."{column}" IS NOT NULL' for column in key)
        same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
        # Names come from a migration, never from outside.
        return f'({present} AND EXISTS (SELECT 1 FROM "{self.table}" WHERE {same}))'  # noqa: S608

    def _postgresql(self) -> list[str]:
        change, truncate = self.triggers("postgresql")
        function = f"{self.table}_is_append_only"
        call = f'EXECUTE FUNCTION "{function}"()'
        return [
            f'CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"RAISE EXCEPTION '{self.table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f'CREATE TRIGGER "{change}" BEFORE UPDATE OR DELETE ON "{self.table}" FOR EACH ROW {call}',
            f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE ON "{self.table}" FOR EACH STATEMENT {call}',
        ]


_WATCHED: set[str] = set()


def watch(*names: str) -> None:
    """
    Ask for further triggers by name whenever guards are counted: those that keep something else than append-only.

    :param names: as they are called on both databases.
    """
    _WATCHED.update(names)


def guarded_tables() -> dict[str, "AppendOnly"]:
    """Return the guards that the migrations declare, by table; loads the migrations if nobody has yet."""
    from django.db.migrations.loader import MigrationLoader  # only needed here, and slow

    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {
        step.table: step
        for migration in loader.disk_migrations.values()
        for step in migration.operations
        if isinstance(step, AppendOnly)
    }


def missing_guards(alias: str = "default", guards: Iterable[AppendOnly] | None = None) -> list[str]:
    """
    Name the triggers that ought to stand and do not.

    :return: trigger names in order; empty when every guard stands.
    """
    connection = connections[alias]
    question = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        standing = {row[0] for row in cursor.fetchall()}
    wanted = guards if guards is not None else guarded_tables().values()
    names = {name for guard in wanted for name in guard.triggers(connection.vendor)}
    return sorted((names | _WATCHED if guards is None else names) - standing)
