"""Return visits: the month's draw, and what residents said."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0034_tasks_handed_down_to_townships")]

    operations = [
        migrations.CreateModel(
            name="VisitDraw",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("month", models.DateField(unique=True)),
                ("seal_number", models.PositiveIntegerField()),
                ("seed", models.CharField(max_length=64)),
                ("population", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("values", models.TextField()),
                ("drawn_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReturnVisit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("tried_at", models.DateTimeField(null=True)),
                ("said_at", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, default="", max_length=60)),
                ("contacted", models.BooleanField(null=True)),
                ("solved", models.PositiveSmallIntegerField(null=True)),
                ("satisfied", models.BooleanField(null=True)),
                ("words", models.TextField(blank=True, default="")),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="visits", to="cases.visitdraw"
                    ),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="visits", to="cases.case")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["draw", "id"], name="visit_to_make", condition=Q(said_at__isnull=True))
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["draw", "case"], name="visit_once_a_draw"),
                    models.CheckConstraint(
                        name="visit_said_whole",
                        condition=Q(said_at__isnull=True, solved__isnull=True)
                        | Q(
                            said_at__isnull=False,
                            solved__isnull=False,
                            contacted__isnull=False,
                            satisfied__isnull=False,
                        ),
                    ),
                ],
            },
        ),
    ]
