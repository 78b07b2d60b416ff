"""Keep who stands in for a post while somebody is away."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_found_by_sounds"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandIn",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("post_ref", models.CharField(max_length=60)),
                ("by_ref", models.CharField(max_length=60)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("named_at", models.DateTimeField()),
                ("named_by", models.CharField(max_length=60)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by_post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in_for",
                        to="directory.post",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stand_ins", to="directory.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["by_ref", "until_on"],
                        name="stand_in_of",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))), name="stand_in_ends_after_it_begins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post", models.F("by_post")), _negated=True),
                        name="stand_in_is_another_post",
                    ),
                ],
            },
        ),
    ]
