"""Which kind a request is, and who said so; a column that may be empty spares the table from being built anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0036_a_no_without_parts")]

    operations = [
        migrations.AddField("case", "kind", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("case", "kind_by", models.CharField(max_length=60, null=True)),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=models.Q(("stage__gt", 0), ("kind__isnull", False)),
                fields=["kind", "burns_at", "serial"],
                name="case_open_kind",
            ),
        ),
    ]
