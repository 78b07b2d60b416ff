"""Whoever left no telephone may be answered at the address she wrote from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0003_holds_by_their_end")]

    operations = [
        migrations.AddField(
            model_name="custody",
            name="reach",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
    ]
