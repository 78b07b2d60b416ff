"""Classes above the matters, what belongs to a matter, versions of the tree, and what was answered beside words."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_found_by_sounds_and_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="TreeVersion",
            fields=[
                ("number", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("published_at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("by_label", models.CharField(blank=True, default="", max_length=120)),
                ("classes", models.PositiveSmallIntegerField()),
                ("subclasses", models.PositiveSmallIntegerField()),
                ("matters", models.PositiveSmallIntegerField()),
                ("added", models.PositiveSmallIntegerField()),
                ("renamed", models.PositiveSmallIntegerField()),
                ("moved", models.PositiveSmallIntegerField()),
                ("retired", models.PositiveSmallIntegerField()),
                ("changes", models.TextField()),
            ],
        ),
        migrations.AddField(
            model_name="matter",
            name="above",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="matter",
            name="order",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="MatterClass",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40)),
                ("level", models.PositiveSmallIntegerField()),
                ("above", models.CharField(blank=True, default="", max_length=40)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("sounds", models.TextField(blank=True, default="")),
                ("retired", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("above", ""), ("level", 1)),
                            models.Q(("level", 2), models.Q(("above", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="matter_class_has_its_level",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterTerms",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="terms",
                        serialize=False,
                        to="cases.matter",
                    ),
                ),
                ("evidence", models.CharField(blank=True, default="", max_length=60)),
                ("evidence_needed", models.BooleanField(default=False)),
                ("evidence_why", models.CharField(blank=True, default="", max_length=200)),
                ("not_of_grid", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("evidence", ""), ("evidence_needed", False)),
                            models.Q(
                                models.Q(("evidence", ""), _negated=True), models.Q(("evidence_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="matter_evidence_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("order", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=80)),
                ("datatype", models.CharField(max_length=16)),
                ("value", models.TextField()),
                ("text", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extra_answers",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "code"), name="case_answer_once")],
            },
        ),
        migrations.CreateModel(
            name="MatterDuty",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("order", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=120)),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="cases.matter",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("matter", "order"), name="matter_duty_once")],
            },
        ),
        migrations.CreateModel(
            name="MatterQuestion",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=80)),
                ("datatype", models.CharField(max_length=16)),
                ("required", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField()),
                ("choices", models.TextField(blank=True, default="")),
                ("help", models.CharField(blank=True, default="", max_length=200)),
                ("retired", models.BooleanField(default=False)),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="cases.matter",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("matter", "code"), name="matter_question_once")],
            },
        ),
        migrations.CreateModel(
            name="MatterSuccessor",
            fields=[
                (
                    "before",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="successor",
                        serialize=False,
                        to="cases.matter",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("requests", models.PositiveIntegerField()),
                ("rows", models.PositiveSmallIntegerField()),
                (
                    "after",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.matter"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True), name="matter_follows_another"
                    )
                ],
            },
        ),
    ]
