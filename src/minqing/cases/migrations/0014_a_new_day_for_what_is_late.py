"""A late request may be given a new day; the promise that was broken stays as it was, for the figures."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_who_was_asked_after")]

    operations = [
        migrations.AddField("case", "new_due_at", models.DateTimeField(null=True)),
        migrations.AddField("extension", "new_on", models.DateField(null=True)),
    ]
