"""Make readings append-only, and lay the search index: FTS5 on SQLite, a tsvector on PostgreSQL."""

from django.db import migrations

from minqing.ledger.guards import AppendOnly

SEARCH = {
    "sqlite": (
        ["CREATE VIRTUAL TABLE cases_search USING fts5(tokens, tokenize = 'unicode61 remove_diacritics 0')"],
        ["DROP TABLE cases_search"],
    ),
    "postgresql": (
        [
            "CREATE TABLE cases_search (serial bigint PRIMARY KEY, tokens tsvector NOT NULL)",
            "CREATE INDEX cases_search_tokens ON cases_search USING gin (tokens) WITH (fastupdate = off)",
        ],
        ["DROP TABLE cases_search"],
    ),
}


def lay(apps, schema_editor):
    """Create the index in the database's own way."""
    for statement in SEARCH[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement, params=None)


def lift(apps, schema_editor):
    """Remove the index."""
    for statement in SEARCH[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_clocks_and_residents"), ("ledger", "0002_guards")]

    operations = [
        AppendOnly("cases_reading", unique=[["id"], ["case_id", "post", "hour"]]),
        migrations.RunPython(lay, lift),
    ]
