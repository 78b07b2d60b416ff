"""Which tiles each reader has on the board."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insight", "0005_found_by_sounds")]

    operations = [
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                ("owner", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("keys", models.TextField()),
                ("arranged_at", models.DateTimeField()),
            ],
        ),
    ]
