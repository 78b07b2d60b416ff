"""Parts of long messages, and the chance values of signed calls."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("exchange", "0008_what_arrives")]

    operations = [
        migrations.CreateModel(
            name="SeenOnce",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("seen_at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "exchange_seen_once"},
        ),
        migrations.AddField(
            model_name="arrival",
            name="whole",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(condition=~Q(("whole", "")), fields=["whole"], name="arrival_whole"),
        ),
    ]
