"""Keep the roots of whole blocks of leaves, so that one fact is proved without reading all the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_when_settled")]

    operations = [
        migrations.CreateModel(
            name="TreeBlock",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
            ],
        ),
    ]
