"""The county's own measures: versions and retirements, append-only."""

from django.db import migrations, models

from minqing.ledger.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_public_figures")]

    operations = [
        migrations.CreateModel(
            name="OwnMeasure",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("inputs", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("published_by", models.CharField(max_length=120)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "version"), name="insight_own_measure_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnRetirement",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("retired_by", models.CharField(max_length=120)),
                ("retired_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "version"), name="insight_own_retirement_once"),
                ],
            },
        ),
        AppendOnly("insight_ownmeasure", unique=(("id",), ("key", "version"))),
        AppendOnly("insight_ownretirement", unique=(("id",), ("key", "version"))),
    ]
