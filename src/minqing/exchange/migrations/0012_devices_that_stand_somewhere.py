"""Devices that stand somewhere and say when something is wrong there."""

from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0011_servers_of_other_systems"),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("matter", models.PositiveSmallIntegerField()),
                ("unit", models.CharField(blank=True, default="", max_length=12)),
                ("low", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                ("high", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                ("quiet_minutes", models.PositiveIntegerField(default=120)),
                ("secret", models.BinaryField()),
                ("opened_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("value", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                ("fault", models.PositiveIntegerField(default=0)),
                ("fault_since", models.DateTimeField(null=True)),
                ("well_since", models.DateTimeField(null=True)),
                ("number", models.CharField(blank=True, default="", max_length=20)),
            ],
            options={
                "db_table": "exchange_device",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("place_path__endswith", "/")), name="device_place_closed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("low__lt", models.F("high")),
                            _connector="OR",
                        ),
                        name="device_low_below_high",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("name",),
                        name="device_name_once_in_force",
                    ),
                ],
            },
        ),
    ]
