"""Index what is overdue and what runs towards its promised moment: counted on every page of the office."""

from django.db import migrations, models
from django.db.models import Q

OPEN = Q(("stage__gt", 0))


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_what_an_overseer_looks_for")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(condition=OPEN, fields=["overdue", "burns_at", "serial"], name="case_open_overdue"),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=OPEN & Q(("answered_at__isnull", True), ("paused_at__isnull", True)),
                fields=["due_at", "serial"],
                name="case_open_running",
            ),
        ),
    ]
