"""When which position was the last, so that a number can be asked for as it was known at a moment."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Now

from minqing.ledger.guards import AppendOnly


def mark_the_present(apps: Any, schema_editor: Any) -> None:
    """Say of a ledger that is there already that it is known by now; before, its seals say when."""
    alias = schema_editor.connection.alias  # the owner's, where web and worker have a role of their own
    rows = apps.get_model("ledger", "Position").objects.using(alias)
    if last := rows.aggregate(last=models.Max("position"))["last"]:
        apps.get_model("ledger", "Settling").objects.using(alias).create(position=last)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_calendar_of_a_line")]

    operations = [
        migrations.CreateModel(
            name="Settling",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("settled_at", models.DateTimeField(db_default=Now())),
            ],
            options={"indexes": [models.Index(fields=["settled_at"], name="ledger_settling_at")]},
        ),
        AppendOnly("ledger_settling", unique=[["position"]]),
        migrations.RunPython(mark_the_present, migrations.RunPython.noop),
    ]
