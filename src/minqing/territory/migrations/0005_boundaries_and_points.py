"""Boundaries of divisions and points of villages, in editions; append-only."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields
from minqing.ledger.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("territory", "0004_found_by_sounds")]

    operations = [
        migrations.CreateModel(
            name="ShapeEdition",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("valid_from", models.DateField()),
                ("source", models.CharField(max_length=200)),
                ("licence", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Shape",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("path", minqing.kernel.fields.PathField(max_length=120)),
                ("rings", models.TextField(blank=True)),
                ("x", models.IntegerField()),
                ("y", models.IntegerField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shapes",
                        to="territory.shapeedition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("path__endswith", "/")), name="territory_shape_path_closed"
                    ),
                    models.UniqueConstraint(fields=("edition", "path"), name="territory_shape_once_an_edition"),
                ],
            },
        ),
        AppendOnly("territory_shapeedition", unique=(("id",),)),
        AppendOnly("territory_shape", unique=(("id",), ("edition_id", "path"))),
    ]
