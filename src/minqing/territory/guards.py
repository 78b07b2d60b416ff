# ruff: noqa: S608 - fixed pieces, no input
"""
The database itself draws a new mark whenever a division changes, whoever changed it and by whatever way.

Django's table rebuild on SQLite drops triggers in silence, so a migration that rebuilds the table of places lifts
these and lays them again after; they are counted with the other guards.
"""

from typing import Any

from .paths import DIVISIONS

NAMES = ("territory_place_marks_insert", "territory_place_marks_update", "territory_place_marks_delete")
CHANGES = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
KINDS = ", ".join(f"'{kind}'" for kind in DIVISIONS)


def _when(change: str) -> str:
    return " OR ".join(f"{row}.kind IN ({KINDS})" for row in CHANGES[change])


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} AFTER {change.upper()} ON territory_place WHEN {_when(change)} "
            "BEGIN UPDATE territory_revision SET mark = hex(randomblob(16)); END"
            for name, change in zip(NAMES, CHANGES, strict=True)
        ]
    function = (
        "CREATE FUNCTION territory_draw_mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "UPDATE territory_revision SET mark = replace(gen_random_uuid()::text, '-', ''); RETURN NULL; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {name} AFTER {change.upper()} ON territory_place FOR EACH ROW WHEN ({_when(change)}) "
        "EXECUTE FUNCTION territory_draw_mark()"
        for name, change in zip(NAMES, CHANGES, strict=True)
    ]
    return [function, *triggers]


def lay(apps: Any, schema_editor: Any) -> None:
    """Put the first mark in its place and let the database draw the next ones."""
    schema_editor.execute("INSERT INTO territory_revision (id, mark) VALUES (1, 'first')", params=None)
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def lift(apps: Any, schema_editor: Any) -> None:
    """Let the mark rest; for a migration that must rebuild the table of places."""
    where = "" if schema_editor.connection.vendor == "sqlite" else " ON territory_place"
    for name in NAMES:
        schema_editor.execute(f"DROP TRIGGER {name}{where}", params=None)
    if where:
        schema_editor.execute("DROP FUNCTION territory_draw_mark()", params=None)
    schema_editor.execute("DELETE FROM territory_revision", params=None)
