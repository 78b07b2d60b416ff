"""Give each co-handler of a request a part of its own, with its own day."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_the_tree_of_matters"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="asked_parts",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="CasePart",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("unit_name", models.CharField(max_length=80)),
                ("words", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=60)),
                ("due_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end", models.CharField(blank=True, default="", max_length=8)),
                ("end_words", models.TextField(blank=True, default="")),
                ("overdue", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "asked_at"], name="part_order"),
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True), ("ended_at__isnull", True)),
                        fields=["due_at", "id"],
                        name="part_waiting_due",
                    ),
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True), ("ended_at__isnull", True)),
                        fields=["org_path", "due_at", "id"],
                        name="part_waiting_unit",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("ended_at__isnull", True)),
                        fields=("case", "org_path"),
                        name="part_one_waiting",
                    ),
                    models.CheckConstraint(condition=models.Q(("org_path__endswith", "/")), name="part_org_closed"),
                ],
            },
        ),
    ]
