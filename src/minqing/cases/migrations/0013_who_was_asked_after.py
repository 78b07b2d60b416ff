"""Which orders, reports of pressure and pauses the clock has asked after; and what stands still, the longest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_what_left_an_intake")]

    operations = [
        migrations.AddField("pause", "reminded_at", models.DateTimeField(null=True)),
        migrations.AddField("supervision", "reminded", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("pressurereport", "reminded", models.PositiveSmallIntegerField(default=0)),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["paused_at", "serial"],
                name="case_open_paused",
                condition=models.Q(stage__gt=0) & models.Q(paused_at__isnull=False),
            ),
        ),
    ]
