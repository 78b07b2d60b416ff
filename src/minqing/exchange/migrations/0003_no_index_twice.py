"""Drop the indexes that are the beginning of a longer one: each was written at every insert for nothing."""

import django.db.models.deletion
from django.db import migrations, models

INDEXES = (
    ("exchange_askedonce", "client_id", "exchange_askedonce_client_id_5169a339"),
    ("exchange_clientgrant", "client_id", "exchange_clientgrant_client_id_805336e3"),
)


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_the_day_a_key_was_last_used")]

    # By statement, not by altering the field: SQLite would copy the whole table and lose its guards.
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f'DROP INDEX "{name}"', f'CREATE INDEX "{name}" ON "{table}" ("{column}")')
                for table, column, name in INDEXES
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="askedonce",
                    name="client",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="exchange.client",
                    ),
                ),
                migrations.AlterField(
                    model_name="clientgrant",
                    name="client",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="exchange.client",
                    ),
                ),
            ],
        )
    ]
