"""Index what an overseer looks for: requests that bounce, and those the resident calls not solved."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_whose_turn_it_is")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                condition=Q(("stage__gt", 0), ("bounce__gt", 0)),
                fields=["burns_at", "serial"],
                name="case_open_bounced",
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=Q(("stage", 0), ("solved", 3)), fields=["-left_at", "-serial"], name="case_left_not_solved"
            ),
        ),
    ]
