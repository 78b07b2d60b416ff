"""Lay what the office does with a request."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_the_request_door")]

    operations = [
        migrations.CreateModel(
            name="Demand",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="demands", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("fact_id", models.UUIDField()),
                ("kind", models.CharField(max_length=60)),
                ("who", models.CharField(max_length=120)),
                ("unit", models.CharField(blank=True, default="", max_length=80)),
                ("code", models.CharField(blank=True, default="", max_length=20)),
                ("words", models.TextField(blank=True, default="")),
                ("late", models.BooleanField(default=False)),
                ("audience", models.CharField(default="all", max_length=8)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Hand",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("person", models.CharField(blank=True, default="", max_length=60)),
                ("post", models.CharField(max_length=60)),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hands", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("post", models.CharField(max_length=60)),
                ("hour", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("post_title", models.CharField(max_length=120)),
                ("unit_name", models.CharField(blank=True, default="", max_length=80)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("unit_name", models.CharField(max_length=80)),
                ("words", models.TextField()),
                ("outcome", models.PositiveSmallIntegerField()),
                ("not_now_until", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DemandAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
                (
                    "demand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="cases.demand"
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="cases.reply"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="demand_number_once"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["case", "at", "id"], name="entry_order"),
        ),
        migrations.AddConstraint(
            model_name="hand",
            constraint=models.UniqueConstraint(fields=("case", "post", "person"), name="case_hand_once"),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(fields=("case", "post", "hour"), name="reading_once_an_hour"),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["case", "at"], name="reply_order"),
        ),
        migrations.AddConstraint(
            model_name="demandanswer",
            constraint=models.UniqueConstraint(fields=("reply", "demand"), name="demand_answered_once"),
        ),
    ]
