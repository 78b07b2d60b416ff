"""Record which tasks were handed down to townships, with law, money and staff."""

from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0033_reports_about_staff"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandedDown",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("matter", models.PositiveSmallIntegerField()),
                ("township_path", minqing.kernel.fields.PathField(max_length=120)),
                ("township_name", models.CharField(max_length=80)),
                ("from_path", minqing.kernel.fields.PathField(max_length=120)),
                ("from_name", models.CharField(max_length=80)),
                ("task", models.CharField(max_length=200)),
                ("law", models.CharField(max_length=200)),
                ("money_yuan", models.PositiveIntegerField()),
                ("staff", models.PositiveSmallIntegerField()),
                ("since", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("why_ended", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["township_path", "matter", "id"], name="handed_down_listed")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("matter", "township_path"),
                        name="handed_down_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("money_yuan__gt", 0), ("staff__gt", 0), models.Q(("law", ""), _negated=True)
                        ),
                        name="handed_down_with_law_money_and_staff",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("township_path__endswith", "/")), name="handed_down_township_closed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_path__endswith", "/")), name="handed_down_from_closed"
                    ),
                ],
            },
        ),
    ]
