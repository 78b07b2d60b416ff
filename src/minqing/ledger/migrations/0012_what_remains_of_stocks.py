"""What remains of stocks, subject by subject: nothing in it that the facts do not say."""

from django.db import migrations, models

import minqing.kernel.fields


class Migration(migrations.Migration):
    dependencies = [("ledger", "0011_cells_in_place")]

    operations = [
        migrations.CreateModel(
            name="KeptStock",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("through", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Remaining",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "stock",
                        "subject",
                        "org_path",
                        "place_path",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("stock", models.IntegerField()),
                ("subject", models.CharField(max_length=120)),
                ("org_path", minqing.kernel.fields.PathField()),
                ("place_path", minqing.kernel.fields.PathField()),
                ("n", models.IntegerField()),
            ],
        ),
    ]
