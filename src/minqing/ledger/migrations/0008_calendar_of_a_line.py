"""By which calendar of working days a line is counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_presence")]

    operations = [
        migrations.AddField("line", "calendar", models.CharField(blank=True, default="", max_length=64)),
    ]
