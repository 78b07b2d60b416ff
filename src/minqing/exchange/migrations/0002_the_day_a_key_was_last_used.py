"""A key remembers the day on which it was last used."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty for keys that were never used since."""

    dependencies = [("exchange", "0001_systems_and_their_keys")]

    operations = [
        migrations.AddField(model_name="apikey", name="last_used_on", field=models.DateField(null=True)),
    ]
