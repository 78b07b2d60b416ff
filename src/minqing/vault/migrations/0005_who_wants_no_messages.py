"""Telephones that want no text messages, by a keyed hash."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0004_where_who_left_no_telephone_is_answered")]

    operations = [
        migrations.CreateModel(
            name="Silenced",
            fields=[
                ("tag", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
            ],
            options={"db_table": "custody_silenced"},
        ),
    ]
