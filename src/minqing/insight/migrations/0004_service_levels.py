"""How much public service there is for a matter at a place; append-only."""

from django.db import migrations, models

import minqing.kernel.fields
from minqing.ledger.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("insight", "0003_saved_views")]

    operations = [
        migrations.CreateModel(
            name="ServiceLevel",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("matter", models.IntegerField()),
                ("amount", models.BigIntegerField()),
                ("what", models.CharField(max_length=30)),
                ("owner", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=200)),
                ("as_of", models.DateField()),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("place_path__endswith", "/")), name="insight_service_level_path"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="insight_service_level_counts"),
                ],
                "indexes": [models.Index(fields=["matter", "place_path"], name="insight_service_level")],
            },
        ),
        AppendOnly("insight_servicelevel", unique=(("id",),)),
    ]
