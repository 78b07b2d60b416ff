"""One mark that the database draws anew whenever a division changes, so that readers may keep them in memory."""

from django.db import migrations, models

from minqing.territory.guards import lay, lift


class Migration(migrations.Migration):
    dependencies = [("territory", "0002_where_a_place_moved")]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=32)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="territory_one_revision")]
            },
        ),
        migrations.RunPython(lay, lift),
    ]
