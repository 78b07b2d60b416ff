"""Keep the ladder of supervision: what is supervised, and each step with its day and answer."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0028_drafts_of_the_routing_table"),
    ]

    operations = [
        migrations.CreateModel(
            name="SupervisedItem",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("about", models.PositiveSmallIntegerField()),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("unit_name", models.CharField(max_length=80)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("matter", models.PositiveSmallIntegerField(default=0)),
                ("step", models.PositiveSmallIntegerField()),
                ("card", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=60)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_words", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supervised_items",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SupervisionStep",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("step", models.PositiveSmallIntegerField()),
                ("card", models.PositiveSmallIntegerField(default=0)),
                ("words", models.TextField()),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.CharField(max_length=60)),
                ("due_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended", models.BooleanField(default=False)),
                ("overdue", models.BooleanField(default=False)),
                (
                    "item",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="cases.superviseditem",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="superviseditem",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["due_at", "id"], name="supervised_open_due"
            ),
        ),
        migrations.AddIndex(
            model_name="superviseditem",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["org_path", "due_at", "id"],
                name="supervised_open_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="superviseditem",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), _negated=True),
                fields=["-ended_at", "-id"],
                name="supervised_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="superviseditem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("about", 1)),
                fields=("case",),
                name="supervised_case_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="superviseditem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("about__gt", 1)),
                fields=("org_path", "matter", "about"),
                name="supervised_unit_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="superviseditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about", 1), ("case__isnull", False)),
                    models.Q(("about__gt", 1), ("case__isnull", True)),
                    _connector="OR",
                ),
                name="supervised_case_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="superviseditem",
            constraint=models.CheckConstraint(
                condition=models.Q(("org_path__endswith", "/")), name="supervised_org_closed"
            ),
        ),
        migrations.AddIndex(
            model_name="supervisionstep",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True), ("ended", False)),
                fields=["due_at", "id"],
                name="supervision_step_awaited",
            ),
        ),
        migrations.AddConstraint(
            model_name="supervisionstep",
            constraint=models.UniqueConstraint(fields=("item", "step"), name="supervision_step_once"),
        ),
        migrations.AddConstraint(
            model_name="supervisionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gt", models.F("taken_at"))), name="supervision_step_due_ahead"
            ),
        ),
    ]
