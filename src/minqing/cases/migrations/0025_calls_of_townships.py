"""Let townships call departments to a place, and keep what each says of the other."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0024_which_model_suggests"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("caller_path", minqing.kernel.fields.PathField(max_length=120)),
                ("caller_name", models.CharField(max_length=80)),
                ("called_by", models.CharField(max_length=60)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("place_name", models.CharField(max_length=120)),
                ("matter", models.PositiveSmallIntegerField(default=0)),
                ("words", models.TextField()),
                ("called_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CalledUnit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("unit_name", models.CharField(max_length=80)),
                ("due_at", models.DateTimeField()),
                ("reported_at", models.DateTimeField(null=True)),
                ("report", models.TextField(blank=True, default="")),
                ("overdue", models.BooleanField(default=False)),
                ("solved", models.PositiveSmallIntegerField(null=True)),
                ("judged_at", models.DateTimeField(null=True)),
                ("judged_words", models.TextField(blank=True, default="")),
                ("justified", models.PositiveSmallIntegerField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_words", models.TextField(blank=True, default="")),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="cases.call",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["caller_path", "-called_at"], name="call_of_caller"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("caller_path__endswith", "/")), name="call_caller_closed"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("place_path__endswith", "/")), name="call_place_closed"
            ),
        ),
        migrations.AddIndex(
            model_name="calledunit",
            index=models.Index(
                condition=models.Q(("judged_at__isnull", True), ("reported_at__isnull", True)),
                fields=["due_at", "id"],
                name="called_unit_awaited",
            ),
        ),
        migrations.AddIndex(
            model_name="calledunit",
            index=models.Index(fields=["org_path", "-due_at"], name="called_unit_of"),
        ),
        migrations.AddConstraint(
            model_name="calledunit",
            constraint=models.UniqueConstraint(fields=("call", "org_path"), name="called_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="calledunit",
            constraint=models.CheckConstraint(
                condition=models.Q(("org_path__endswith", "/")), name="called_unit_org_closed"
            ),
        ),
    ]
