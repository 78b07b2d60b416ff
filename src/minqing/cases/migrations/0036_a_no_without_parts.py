"""A unit's no keeps why it goes without parts of others; they end only when the second office agrees."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0035_return_visits")]

    operations = [migrations.AddField("refusal", "without_parts", models.TextField(blank=True, default=""))]
