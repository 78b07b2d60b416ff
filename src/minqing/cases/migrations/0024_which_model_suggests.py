"""Models that suggest a matter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0023_what_everybody_may_read"),
    ]

    operations = [
        migrations.CreateModel(
            name="SuggestionModel",
            fields=[
                ("version", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("state", models.CharField(default="asked", max_length=8)),
                ("origin", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=60)),
                ("made_by_label", models.CharField(blank=True, default="", max_length=120)),
                ("done", models.PositiveSmallIntegerField(default=0)),
                ("said", models.CharField(blank=True, default="", max_length=300)),
                ("texts", models.PositiveIntegerField(default=0)),
                ("labels", models.PositiveIntegerField(default=0)),
                ("top1", models.PositiveIntegerField(default=0)),
                ("top3", models.PositiveIntegerField(default=0)),
                ("macro_f1", models.PositiveSmallIntegerField(default=0)),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("packed", models.BinaryField(null=True)),
                ("chosen", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("chosen", True)), fields=("chosen",), name="suggestion_one_chosen"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")), fields=("state",), name="suggestion_one_asked"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chosen", False), ("state", "ready"), _connector="OR"),
                        name="suggestion_chosen_is_ready",
                    ),
                ],
            },
        ),
    ]
