"""The public figures: editions and their rows, append-only."""

from django.db import migrations, models

import minqing.kernel.fields
from minqing.ledger.guards import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PublicEdition",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("through", models.BigIntegerField()),
                ("smallest", models.PositiveIntegerField()),
                ("fewest", models.PositiveIntegerField()),
                ("frozen_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PublicRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("month", models.DateField()),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("parent_path", models.CharField(blank=True, max_length=120)),
                ("rest", models.BooleanField(default=False)),
                ("asked", models.BigIntegerField(null=True)),
                ("done", models.BigIntegerField(null=True)),
                ("late", models.BigIntegerField(null=True)),
                ("unverified", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("place_path", "rest", "month"), name="insight_public_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(("place_path__endswith", "/")), name="insight_public_row_path"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["parent_path", "month"], name="insight_public_row_below"),
                    models.Index(fields=["month"], name="insight_public_row_month"),
                ],
            },
        ),
        AppendOnly("insight_publicedition", unique=(("day",),)),
        AppendOnly("insight_publicrow", unique=(("id",), ("place_path", "rest", "month"))),
    ]
