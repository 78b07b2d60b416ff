"""Drafts of the routing table, the versions that were in force, and the requests that no row named."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0027_the_meeting_list"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoutingDraft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("state", models.CharField(default="open", max_length=10)),
                ("begun_at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("by_label", models.CharField(blank=True, default="", max_length=120)),
                ("starts_on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, default="", max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="RoutingDraftRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("matter", models.PositiveSmallIntegerField()),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("lead_path", minqing.kernel.fields.PathField(blank=True, default="", max_length=120)),
                ("lead_name", models.CharField(blank=True, default="", max_length=80)),
                ("rule_id", models.CharField(blank=True, default="", max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="RoutingVersion",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("by_label", models.CharField(blank=True, default="", max_length=120)),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("rows", models.PositiveIntegerField()),
                ("rows_set", models.PositiveIntegerField()),
                ("rows_ended", models.PositiveIntegerField()),
                ("back_to", models.PositiveIntegerField(null=True)),
                ("table", models.TextField()),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("routing_why__in", ["barred", "closed", "default"])),
                fields=["-serial"],
                name="case_no_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingdraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("state",), name="routing_draft_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "dropped"]), ("starts_on__isnull", False), _connector="OR"),
                name="routing_draft_has_its_day",
            ),
        ),
        migrations.AddField(
            model_name="routingdraftrow",
            name="draft",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="cases.routingdraft",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingdraftrow",
            constraint=models.UniqueConstraint(fields=("draft", "matter", "place_path"), name="routing_draft_row_once"),
        ),
        migrations.AddConstraint(
            model_name="routingdraftrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("place_path__endswith", "/")), name="routing_draft_place_closed"
            ),
        ),
    ]
