"""What requests have to do with each other; a column that may be empty spares the table from being built anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0030_the_units_own_telephone"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="leads",
            field=models.BooleanField(null=True),
        ),
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="cases.case",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tied",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["other", "kind"], name="case_tied"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("kind__lte", 2)),
                        fields=("case",),
                        name="case_one_above",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("case", "other"), name="case_tied_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("other")), _negated=True), name="case_not_tied_to_itself"
                    ),
                ],
            },
        ),
    ]
