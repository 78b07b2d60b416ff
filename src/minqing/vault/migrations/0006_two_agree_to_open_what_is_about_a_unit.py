"""Who wrote about a unit is seen only when two have agreed."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("vault", "0005_who_wants_no_messages")]

    operations = [
        migrations.AddField("custody", "sealed", models.BooleanField(default=False)),
        migrations.AddField("reveal", "seconded_by", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField("reveal", "seconded_person", models.CharField(blank=True, default="", max_length=40)),
        migrations.AddConstraint(
            "reveal",
            models.CheckConstraint(
                name="two_approvers_are_two",
                condition=Q(seconded_by="") | ~Q(seconded_by=F("asked_by")) & ~Q(seconded_by=F("decided_by")),
            ),
        ),
    ]
