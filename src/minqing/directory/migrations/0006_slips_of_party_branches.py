"""Numbered slips by which members of a party branch report to a community; no names."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_who_stands_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="BranchSlip",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("place_path", minqing.kernel.fields.PathField(blank=True, default="", max_length=120)),
                ("pledge", models.PositiveSmallIntegerField(default=0)),
                ("kept", models.PositiveSmallIntegerField(default=0)),
                ("duty_done", models.BooleanField(default=False)),
                ("has_sign", models.BooleanField(default=False)),
                (
                    "branch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("place_path", ""), _negated=True),
                        fields=["place_path"],
                        name="branch_slip_place",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("branch", "number"), name="branch_slip_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place_path", ""), _negated=True),
                            models.Q(("duty_done", False), ("has_sign", False), ("kept", 0), ("pledge", 0)),
                            _connector="OR",
                        ),
                        name="branch_slip_says_after_reporting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", 0), models.Q(("pledge", 0), _negated=True), _connector="OR"),
                        name="branch_slip_keeps_what_it_pledged",
                    ),
                ],
            },
        ),
    ]
