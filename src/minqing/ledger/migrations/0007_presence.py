"""Whose facts there are in a period at a node, so that each is counted once; nothing in it that the facts do not say."""

from typing import Any

from django.db import migrations, models

PRESENCE = """
CREATE TABLE ledger_presence (
    line integer NOT NULL, period integer NOT NULL, node integer NOT NULL, entity varchar(120) {collated}NOT NULL,
    facts integer NOT NULL, PRIMARY KEY (line, period, node, entity){facts}
){tail}
"""


def make(apps: Any, schema_editor: Any) -> None:
    """Make the table: on SQLite rows live in the key; on PostgreSQL the key holds all that is counted."""
    if schema_editor.connection.vendor == "postgresql":
        said = PRESENCE.format(collated='COLLATE "C" ', facts=" INCLUDE (facts)", tail="")
    else:
        said = PRESENCE.format(collated="", facts="", tail=" WITHOUT ROWID")
    schema_editor.execute(said, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    """Drop it."""
    schema_editor.execute("DROP TABLE ledger_presence", params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_cells")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "line",
                                "period",
                                "node",
                                "entity",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("line", models.IntegerField()),
                        ("period", models.IntegerField()),
                        ("node", models.IntegerField()),
                        ("entity", models.CharField(max_length=120)),
                        ("facts", models.IntegerField()),
                    ],
                ),
            ],
        ),
    ]
