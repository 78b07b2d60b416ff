"""A standard text may be the answer of one lawful reason to decline."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_a_new_day_for_what_is_late")]

    operations = [
        migrations.AddField("standardtext", "decline", models.PositiveSmallIntegerField(default=0)),
        migrations.AddConstraint(
            "standardtext",
            models.UniqueConstraint(fields=["decline"], condition=Q(decline__gt=0), name="one_answer_for_each_reason"),
        ),
    ]
