"""What other systems filed over Open311."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0006_what_a_figure_counted_when_granted"),
    ]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField(unique=True)),
                ("number", models.CharField(max_length=20)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("filed_at", models.DateTimeField()),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="exchange.client",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("client", "number"), name="submission_of_client")],
            },
        ),
    ]
