"""PostgreSQL changes a cell where it stands: no index holds what is changed, and each page keeps room for it."""

from typing import Any

from django.db import migrations

IN_PLACE = (
    "ALTER TABLE ledger_cell DROP CONSTRAINT ledger_cell_pkey",
    "ALTER TABLE ledger_cell SET (fillfactor = 80)",
    "ALTER TABLE ledger_cell ADD PRIMARY KEY (line, period, node)",
    "CLUSTER ledger_cell USING ledger_cell_pkey",
)
COVERED = (
    "ALTER TABLE ledger_cell DROP CONSTRAINT ledger_cell_pkey",
    "ALTER TABLE ledger_cell RESET (fillfactor)",
    "ALTER TABLE ledger_cell ADD PRIMARY KEY (line, period, node) INCLUDE (facts, amount)",
)


def _run(schema_editor: Any, statements: tuple[str, ...]) -> None:
    for statement in statements if schema_editor.connection.vendor == "postgresql" else ():
        schema_editor.execute(statement, params=None)


def keep_in_place(apps: Any, schema_editor: Any) -> None:
    """Take the numbers out of the index, and write the rows anew in its order, with room on each page."""
    _run(schema_editor, IN_PLACE)


def cover(apps: Any, schema_editor: Any) -> None:
    """Put the numbers into the index again."""
    _run(schema_editor, COVERED)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_tree_blocks")]

    operations = [migrations.RunPython(keep_in_place, cover)]
