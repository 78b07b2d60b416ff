"""A clock stands still when somebody else has agreed; what stands still is sorted after all that runs."""

from datetime import timedelta
from typing import Any

from django.db import migrations, models
from django.db.models import F


def sort_after_all(apps: Any, schema_editor: Any) -> None:
    """Sort what stands still, was not late when it stopped and names no danger as clocks.burning() does."""
    rows = apps.get_model("cases", "Case").objects.using(schema_editor.connection.alias).filter(stage__gt=0)
    standing = rows.filter(paused_at__isnull=False, paused_at__lte=F("due_at"), burns_at__gte=F("registered_at"))
    standing.update(burns_at=F("paused_at") + timedelta(days=3650))


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_parties_of_what_is_open")]

    operations = [
        migrations.AddField("extension", "pause", models.PositiveSmallIntegerField(null=True)),
        migrations.RunPython(sort_after_all, migrations.RunPython.noop),
    ]
