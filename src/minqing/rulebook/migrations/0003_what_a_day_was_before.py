"""Keep what a day was held to be before it was changed, so that a promise keeps the calendar it was given under."""

from django.db import migrations, models

from minqing.ledger.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0002_rules_are_append_only")]

    operations = [
        migrations.CreateModel(
            name="CalendarDayBefore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("working", models.BooleanField(null=True)),
                ("name", models.CharField(blank=True, max_length=60)),
                ("until", models.DateTimeField()),
            ],
        ),
        AppendOnly("rulebook_calendardaybefore", unique=[["id"]]),
    ]
