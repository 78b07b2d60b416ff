"""Where the nightly books of stocks are kept; nothing in them that the facts do not say."""

import django.db.models.deletion
from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_count_from_an_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("through", models.BigIntegerField()),
                ("holds", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("org_path", minqing.kernel.fields.PathField(max_length=120)),
                ("place_path", minqing.kernel.fields.PathField(max_length=120)),
                ("d1", models.SmallIntegerField(null=True)),
                ("d2", models.SmallIntegerField(null=True)),
                ("d3", models.SmallIntegerField(null=True)),
                ("d4", models.SmallIntegerField(null=True)),
                ("facts", models.BigIntegerField()),
                ("amount", models.BigIntegerField()),
                (
                    "closing",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="ledger.closing"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["closing", "org_path"], name="ledger_balance_closing")],
            },
        ),
    ]
