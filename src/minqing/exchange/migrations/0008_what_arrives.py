"""What arrives by each channel, and how each channel stands."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0007_filed_over_open311"),
    ]

    operations = [
        migrations.CreateModel(
            name="Way",
            fields=[
                ("key", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("paused_at", models.DateTimeField(null=True)),
                ("tried_at", models.DateTimeField(null=True)),
                ("worked_at", models.DateTimeField(null=True)),
                ("not_before", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "db_table": "exchange_way",
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("way", models.CharField(max_length=12)),
                ("source", models.CharField(max_length=64)),
                ("arrived_at", models.DateTimeField()),
                ("state", models.PositiveSmallIntegerField()),
                ("why", models.PositiveSmallIntegerField(default=0)),
                ("number", models.CharField(blank=True, default="", max_length=20)),
                ("case_id", models.UUIDField(null=True)),
                ("reply", models.CharField(blank=True, default="", max_length=64)),
                ("sender", models.CharField(blank=True, default="", max_length=64)),
                ("error", models.CharField(blank=True, default="", max_length=300)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("held", models.BooleanField(default=True)),
                ("drop_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "exchange_arrival",
                "indexes": [
                    models.Index(condition=models.Q(("state", 1)), fields=["not_before", "id"], name="arrival_due"),
                    models.Index(fields=["state", "id"], name="arrival_state"),
                    models.Index(fields=["way", "arrived_at"], name="arrival_way"),
                    models.Index(
                        condition=models.Q(("sender", ""), _negated=True),
                        fields=["sender", "arrived_at"],
                        name="arrival_sender",
                    ),
                    models.Index(
                        condition=models.Q(("reply", ""), _negated=True), fields=["reply"], name="arrival_reply"
                    ),
                    models.Index(
                        condition=models.Q(("drop_at__isnull", False), ("held", True)),
                        fields=["drop_at"],
                        name="arrival_drop",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("way", "source"), name="arrival_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case_id__isnull", True), ("number", "")),
                            models.Q(models.Q(("number", ""), _negated=True), ("case_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="arrival_number_with_request",
                    ),
                ],
            },
        ),
    ]
