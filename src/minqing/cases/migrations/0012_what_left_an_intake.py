"""What has left, by the office that took it in: a unit's archive was looked for in that of the whole county."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_who_is_barred")]

    operations = [
        migrations.AddIndex(
            "case", models.Index(fields=["intake_path"], name="case_left_intake", condition=models.Q(stage=0))
        ),
    ]
