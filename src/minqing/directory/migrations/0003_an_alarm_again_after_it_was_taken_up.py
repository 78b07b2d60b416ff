"""A second danger after the first was taken up is alarmed again; an alarm is kept from the unit it is about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_no_index_twice")]

    # The table of alarms has no guards, so SQLite may copy it.
    operations = [
        migrations.RemoveConstraint(model_name="alarm", name="alarm_once_per_subject"),
        migrations.AddField(model_name="alarm", name="kept_from", field=models.TextField(blank=True, default="")),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("acknowledged_at__isnull", True)),
                fields=("subject", "kind"),
                name="alarm_open_once",
            ),
        ),
    ]
