"""Keep disputes over who handles a request with a clock of their own, and rulings as precedents."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_parts_of_co_handlers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("opened_at", models.DateTimeField()),
                ("office_path", minqing.kernel.fields.PathField(max_length=120)),
                ("unit_name", models.CharField(blank=True, default="", max_length=80)),
                ("words", models.TextField(blank=True, default="")),
                ("due_at", models.DateTimeField()),
                ("rule", models.CharField(max_length=60)),
                ("ruled_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("overdue", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="disputes", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True), ("ruled_at__isnull", True)),
                        fields=["due_at", "id"],
                        name="dispute_open_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("ruled_at__isnull", True)),
                        fields=("case",),
                        name="dispute_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("office_path__endswith", "/")), name="dispute_office_closed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Precedent",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("matter", models.PositiveSmallIntegerField(default=0)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("lead_path", minqing.kernel.fields.PathField(max_length=120)),
                ("lead_name", models.CharField(max_length=80)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="precedents", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["matter", "-at"], name="precedent_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("place_path__endswith", "/")), name="precedent_place_closed"
                    )
                ],
            },
        ),
    ]
