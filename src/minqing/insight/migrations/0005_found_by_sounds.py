"""The sounds by which measures are found; filled when the tables are loaded, at each start."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insight", "0004_service_levels")]

    operations = [
        migrations.CreateModel(
            name="MeasureSounds",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200)),
                ("sounds", models.TextField()),
            ],
        ),
    ]
