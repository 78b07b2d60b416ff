"""Lay pauses, extensions and supervision, and what only the resident says."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_work_on_requests")]

    operations = [
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=60)),
                ("asked_person", models.CharField(blank=True, default="", max_length=60)),
                ("days", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                ("state", models.CharField(default="asked", max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, default="", max_length=60)),
                ("words", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="extensions", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("start", models.DateTimeField()),
                ("end", models.DateTimeField(null=True)),
                ("reason", models.PositiveSmallIntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PressureReport",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reported_at", models.DateTimeField()),
                ("words", models.TextField()),
                ("office_path", minqing.kernel.fields.PathField(max_length=120)),
                ("unit_path", minqing.kernel.fields.PathField(max_length=120)),
                ("unit_name", models.CharField(blank=True, default="", max_length=80)),
                ("due_at", models.DateTimeField()),
                ("taken_up_at", models.DateTimeField(null=True)),
                ("taken_up_by", models.CharField(blank=True, default="", max_length=60)),
                ("late", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pressure_reports", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PromiseChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("before", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("reason", models.PositiveSmallIntegerField()),
                ("words", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="promise_changes", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=60)),
                ("question", models.TextField()),
                ("answer", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("round", models.PositiveSmallIntegerField()),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("lapsed", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("changeable_until", models.DateTimeField(null=True)),
                ("contacted", models.BooleanField(null=True)),
                ("solved", models.PositiveSmallIntegerField(null=True)),
                ("satisfied", models.BooleanField(null=True)),
                ("comment", models.TextField(blank=True, default="")),
                ("fact_id", models.UUIDField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ratings", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Supervision",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("ordered_at", models.DateTimeField()),
                ("ordered_by", models.CharField(max_length=60)),
                ("words", models.TextField()),
                ("due_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                ("late", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supervisions", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")), fields=("case",), name="extension_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", ""), models.Q(("decided_by", models.F("asked_by")), _negated=True), _connector="OR"
                ),
                name="extension_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("end__isnull", True)), fields=("case",), name="pause_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"),
                name="pause_ends_after_start",
            ),
        ),
        migrations.AddIndex(
            model_name="pressurereport",
            index=models.Index(fields=["office_path", "reported_at"], name="pressure_office"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)), fields=("case",), name="question_one_open"
            ),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(
                condition=models.Q(("given_at__isnull", True), ("lapsed", False)),
                fields=["expires_at"],
                name="rating_lapses",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("case", "round"), name="rating_once_a_round"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("given_at__isnull", True), ("solved__isnull", True)),
                    models.Q(
                        ("changeable_until__isnull", False),
                        ("contacted__isnull", False),
                        ("given_at__isnull", False),
                        ("satisfied__isnull", False),
                        ("solved__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="rating_given_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="supervision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)), fields=("case",), name="supervision_one_open"
            ),
        ),
    ]
