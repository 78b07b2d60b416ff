"""What everybody may read of a request."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_answers_worth_reading"),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("words", models.TextField()),
                ("answer", models.TextField(blank=True, default="")),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("asked_at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=60)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=60)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="releases",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case"], name="release_of_case"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["-asked_at", "-id"],
                        name="release_newest",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["place_path", "-asked_at", "-id"],
                        name="release_of_place",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("case",),
                        name="release_once_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place_path__endswith", "/")), name="release_place_closed"
                    ),
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="release_has_words"),
                ],
            },
        ),
    ]
