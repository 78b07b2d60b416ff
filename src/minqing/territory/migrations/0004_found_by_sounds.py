"""The sounds by which a place is found; what is there already gets them when the tables are loaded, at the next start."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territory", "0003_a_mark_of_the_divisions")]

    # A column that may be empty is added without rebuilding the table, which would drop its triggers on SQLite.
    operations = [
        migrations.AddField("place", "sounds", models.TextField(null=True)),
        migrations.AddIndex(
            "place",
            models.Index(
                fields=["path"], name="territory_place_searched", condition=models.Q(("sounds__isnull", False))
            ),
        ),
    ]
