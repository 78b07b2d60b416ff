"""The sounds by which a unit is found; what is there already gets them when the tables are loaded, at the next start."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_an_alarm_again_after_it_was_taken_up")]

    operations = [migrations.AddField("organisation", "sounds", models.TextField(null=True))]
