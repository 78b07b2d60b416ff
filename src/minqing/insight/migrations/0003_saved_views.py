"""Saved views of the analysis, and their issues, which are append-only."""

from django.db import migrations, models

import minqing.kernel.fields
from minqing.ledger.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0002_own_measures"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("owner", models.CharField(max_length=40)),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("shared", models.BooleanField(default=False)),
                ("question", models.TextField()),
                ("cadence", models.CharField(blank=True, default="", max_length=8)),
                ("made_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["org_path"], name="insight_view_of_unit")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("owner", "name"),
                        name="insight_view_name_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("org_path__endswith", "/")), name="insight_view_org_path"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ViewIssue",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("view", models.UUIDField()),
                ("day", models.DateField()),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("known_at", models.BigIntegerField()),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("view", "day"), name="insight_issue_once"),
                    models.CheckConstraint(
                        condition=models.Q(("org_path__endswith", "/")), name="insight_issue_org_path"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place_path__endswith", "/")), name="insight_issue_place_path"
                    ),
                ],
            },
        ),
        AppendOnly("insight_viewissue", unique=(("id",), ("view", "day"))),
    ]
