"""When a scheduled view was last tried, and why it could not be written down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insight", "0006_arrangements_of_the_board")]

    operations = [
        migrations.AddField("savedview", "tried_at", models.DateTimeField(null=True)),
        migrations.AddField("savedview", "failure", models.CharField(max_length=300, blank=True, default="")),
    ]
