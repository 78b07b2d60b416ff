"""Raise the guards of facts anew: their look-up walked the whole table once SQLite had statistics."""

from typing import Any

from django.db import migrations

from minqing.ledger.guards import AppendOnly

FACTS = AppendOnly("ledger_fact", unique=[["id"], ["reverses"]])


def raise_again(apps: Any, schema_editor: Any) -> None:
    FACTS.lower_guards(schema_editor)
    FACTS.raise_guards(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]

    operations = [migrations.RunPython(raise_again, migrations.RunPython.noop)]
