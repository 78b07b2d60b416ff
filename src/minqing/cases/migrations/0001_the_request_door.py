"""Lay requests, who has to do with them, and the tables that people edit."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("number", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=40)),
                ("group", models.CharField(max_length=40)),
                ("keywords", models.CharField(blank=True, default="", max_length=300)),
                ("retired", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="StandardText",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("matter", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=60)),
                ("text", models.TextField()),
                ("retired", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("serial", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(unique=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("receipt_hash", models.CharField(max_length=64, unique=True)),
                ("state", models.CharField(default="registered", max_length=12)),
                ("stage", models.PositiveSmallIntegerField()),
                ("channel", models.PositiveSmallIntegerField()),
                ("on_behalf", models.BooleanField(default=False)),
                ("may_call", models.BooleanField(default=False)),
                ("matter", models.PositiveSmallIntegerField(default=0)),
                ("matter_by", models.CharField(blank=True, default="", max_length=60)),
                ("danger", models.CharField(blank=True, default="", max_length=12)),
                ("title", models.CharField(max_length=60)),
                ("where_text", models.CharField(blank=True, default="", max_length=300)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("place_name", models.CharField(max_length=120)),
                ("intake_path", minqing.kernel.fields.PathField(max_length=120)),
                ("lead_path", minqing.kernel.fields.PathField(blank=True, default="", max_length=120)),
                ("lead_name", models.CharField(blank=True, default="", max_length=80)),
                ("stage_path", minqing.kernel.fields.PathField(max_length=120)),
                ("holder", models.CharField(blank=True, default="", max_length=60)),
                ("holder_label", models.CharField(blank=True, default="", max_length=120)),
                ("has_barred", models.BooleanField(default=False)),
                ("routing_row", models.UUIDField(null=True)),
                ("routing_why", models.CharField(blank=True, default="", max_length=20)),
                ("registered_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("due_start", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("first_due_at", models.DateTimeField()),
                ("due_rule", models.CharField(max_length=60)),
                ("due_extra", models.PositiveSmallIntegerField(default=0)),
                ("due_provisional", models.BooleanField(default=False)),
                ("due_counted", models.BooleanField(default=False)),
                ("overdue", models.BooleanField(default=False)),
                ("stage_at", models.DateTimeField()),
                ("stage_due_at", models.DateTimeField()),
                ("stage_rule", models.CharField(max_length=60)),
                ("stage_provisional", models.BooleanField(default=False)),
                ("reminded", models.PositiveSmallIntegerField(default=0)),
                ("burns_at", models.DateTimeField()),
                ("paused_at", models.DateTimeField(null=True)),
                ("dispatch_round", models.PositiveSmallIntegerField(default=0)),
                ("dispatched_at", models.DateTimeField(null=True)),
                ("needs_ruling", models.BooleanField(default=False)),
                ("ruled", models.BooleanField(default=False)),
                ("bounce", models.PositiveSmallIntegerField(default=0)),
                ("rework_round", models.PositiveSmallIntegerField(default=0)),
                ("reopen_round", models.PositiveSmallIntegerField(default=0)),
                ("supervise_round", models.PositiveSmallIntegerField(default=0)),
                ("supervised", models.BooleanField(default=False)),
                ("contacted", models.BooleanField(default=False)),
                ("outcome", models.PositiveSmallIntegerField(null=True)),
                ("decline_reason", models.PositiveSmallIntegerField(null=True)),
                ("not_now_until", models.DateField(null=True)),
                ("same_as", models.CharField(blank=True, default="", max_length=16)),
                ("solved", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stage__gt", 0)), fields=["burns_at", "serial"], name="case_open_burns"
                    ),
                    models.Index(
                        condition=models.Q(("stage__gt", 0)),
                        fields=["lead_path", "burns_at", "serial"],
                        name="case_open_lead",
                    ),
                    models.Index(
                        condition=models.Q(("stage__gt", 0)),
                        fields=["place_path", "burns_at", "serial"],
                        name="case_open_place",
                    ),
                    models.Index(
                        condition=models.Q(("stage__gt", 0)),
                        fields=["holder", "burns_at", "serial"],
                        name="case_open_holder",
                    ),
                    models.Index(
                        condition=models.Q(("stage__gt", 0)),
                        fields=["stage", "burns_at", "serial"],
                        name="case_open_stage",
                    ),
                    models.Index(
                        condition=models.Q(("stage__gt", 0)),
                        fields=["matter", "burns_at", "serial"],
                        name="case_open_matter",
                    ),
                    models.Index(
                        condition=models.Q(("stage__gt", 0), ("supervised", True)),
                        fields=["burns_at", "serial"],
                        name="case_open_supervised",
                    ),
                    models.Index(
                        condition=models.Q(("stage__gt", 0), models.Q(("danger", ""), _negated=True)),
                        fields=["burns_at", "serial"],
                        name="case_open_danger",
                    ),
                    models.Index(
                        condition=models.Q(("stage", 0)), fields=["-left_at", "-serial"], name="case_left_newest"
                    ),
                    models.Index(
                        condition=models.Q(("stage", 0)),
                        fields=["lead_path", "-left_at", "-serial"],
                        name="case_left_lead",
                    ),
                    models.Index(
                        condition=models.Q(("stage", 0)),
                        fields=["place_path", "-left_at", "-serial"],
                        name="case_left_place",
                    ),
                    models.Index(
                        condition=models.Q(("due_counted", False), models.Q(("state", "registered"), _negated=True)),
                        fields=["due_at"],
                        name="case_due_uncounted",
                    ),
                    models.Index(condition=models.Q(("stage__gt", 0)), fields=["stage_due_at"], name="case_stage_due"),
                    models.Index(
                        condition=models.Q(("stage__gt", 0), ("due_provisional", True)),
                        fields=["serial"],
                        name="case_provisional",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("place_path__endswith", "/")), name="case_place_closed"),
                    models.CheckConstraint(
                        condition=models.Q(("intake_path__endswith", "/")), name="case_intake_closed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", 0), ("state__in", ["closed", "declined", "diverted", "withdrawn"])),
                            models.Q(
                                ("stage__gt", 0),
                                models.Q(("state__in", ["closed", "declined", "diverted", "withdrawn"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="case_stage_fits_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", False), ("stage", 0)),
                            models.Q(("left_at__isnull", True), ("stage__gt", 0)),
                            _connector="OR",
                        ),
                        name="case_left_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("duty", models.PositiveSmallIntegerField()),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("org_name", models.CharField(max_length=80)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("duty", "place_path"), name="office_once"),
                    models.CheckConstraint(condition=models.Q(("org_path__endswith", "/")), name="office_org_closed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("matter", models.PositiveSmallIntegerField(default=0)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("lead_path", minqing.kernel.fields.PathField(max_length=120)),
                ("lead_name", models.CharField(max_length=80)),
                ("rule_id", models.CharField(default="HL-04", max_length=20)),
                ("ended", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended", False)), fields=("matter", "place_path"), name="routing_row_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place_path__endswith", "/")), name="routing_place_closed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lead_path__endswith", "/")), name="routing_lead_closed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseParty",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("role", models.CharField(max_length=8)),
                ("name", models.CharField(blank=True, default="", max_length=80)),
                ("barred", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["org_path", "role"], name="case_party_org")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "org_path", "role"), name="case_party_once"),
                    models.CheckConstraint(
                        condition=models.Q(("org_path__endswith", "/")), name="case_party_org_closed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place_path__endswith", "/")), name="case_party_place_closed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseText",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("added", models.BooleanField(default=False)),
                ("text", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "id"], name="case_text_order")],
            },
        ),
    ]
