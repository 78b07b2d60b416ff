"""Lead the index of supervised requests by that very column: only so does SQLite find the few among all open ones."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_what_is_late_and_what_runs")]

    operations = [
        migrations.RemoveIndex("case", "case_open_supervised"),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=Q(("stage__gt", 0)), fields=["supervised", "burns_at", "serial"], name="case_open_supervised"
            ),
        ),
    ]
