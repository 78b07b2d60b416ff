"""Put what comes back unresolved on the government office's meeting list."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0026_policy_cards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tabled",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("round", models.PositiveSmallIntegerField()),
                ("unit_name", models.CharField(blank=True, default="", max_length=80)),
                ("tabled_at", models.DateTimeField()),
                ("meeting", models.CharField(blank=True, default="", max_length=80)),
                ("words", models.TextField(blank=True, default="")),
                ("lead_path", minqing.kernel.fields.PathField(blank=True, default="", max_length=120)),
                ("lead_name", models.CharField(blank=True, default="", max_length=80)),
                ("due_on", models.DateField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, default="", max_length=60)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tabled", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)), fields=["tabled_at", "id"], name="tabled_open"
                    ),
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True), _negated=True),
                        fields=["-decided_at", "-id"],
                        name="tabled_decided",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)), fields=("case",), name="tabled_one_open"
                    )
                ],
            },
        ),
    ]
