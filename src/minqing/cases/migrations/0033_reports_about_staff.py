"""Reports about the conduct of staff, outside the chain of requests."""

from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [("cases", "0032_topics_of_many")]

    operations = [
        migrations.CreateModel(
            name="WhistleReport",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("receipt_hash", models.CharField(max_length=64, unique=True)),
                ("reported_at", models.DateTimeField()),
                ("words", models.TextField()),
                ("unit_path", minqing.kernel.fields.PathField(blank=True, default="", max_length=120)),
                ("unit_name", models.CharField(blank=True, default="", max_length=80)),
                ("office_path", minqing.kernel.fields.PathField(max_length=120)),
                ("due_at", models.DateTimeField()),
                ("taken_up_at", models.DateTimeField(null=True)),
                ("taken_up_by", models.CharField(blank=True, default="", max_length=60)),
                ("answer", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, default="", max_length=60)),
                ("reminded", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["office_path", "-reported_at", "-id"], name="whistle_office")],
            },
        ),
    ]
