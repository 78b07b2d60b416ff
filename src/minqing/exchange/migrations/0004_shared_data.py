"""Shared data: who answers for an element, grants of data, and the log of uses that nobody can change."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields
from minqing.ledger.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_no_index_twice"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataGrant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=200)),
                ("legal_basis", models.CharField(max_length=200)),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("granted_at", models.DateTimeField()),
                ("granted_by", models.CharField(max_length=120)),
                ("expires_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("expiry_told", models.DateTimeField(null=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="data_grants", to="exchange.client"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DataGrantElement",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("element", models.CharField(max_length=90)),
                ("columns", models.CharField(blank=True, max_length=200)),
                (
                    "grant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elements",
                        to="exchange.datagrant",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DataUse",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("way", models.SmallIntegerField()),
                ("elements", models.CharField(max_length=400)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("rows", models.IntegerField()),
                (
                    "grant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="exchange.datagrant",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ElementOwner",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("element", models.CharField(max_length=90)),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("org_path__endswith", "/")), name="element_owner_closed"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("element",),
                        name="element_owner_once_in_force",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="datagrant",
            index=models.Index(
                condition=models.Q(("expiry_told__isnull", True), ("withdrawn_at__isnull", True)),
                fields=["expires_at"],
                name="data_grant_to_tell",
            ),
        ),
        migrations.AddConstraint(
            model_name="datagrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("org_path__endswith", "/")), name="data_grant_org_closed"
            ),
        ),
        migrations.AddConstraint(
            model_name="datagrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("place_path__endswith", "/")), name="data_grant_place_closed"
            ),
        ),
        migrations.AddConstraint(
            model_name="datagrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", ""), _negated=True), models.Q(("legal_basis", ""), _negated=True)
                ),
                name="data_grant_has_purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="datagrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))), name="data_grant_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="datagrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("granted_at"))), name="data_grant_expires"
            ),
        ),
        migrations.AddConstraint(
            model_name="datagrantelement",
            constraint=models.UniqueConstraint(fields=("grant", "element"), name="data_grant_element_once"),
        ),
        migrations.AddIndex(
            model_name="datause",
            index=models.Index(fields=["grant", "-id"], name="data_use_of_grant"),
        ),
        AppendOnly("exchange_datause", unique=(("id",),)),
    ]
