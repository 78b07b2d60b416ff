"""A policy card shows the telephone that the directory has of its unit; nobody types it twice."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0029_the_ladder_of_supervision")]

    operations = [migrations.RemoveField("policycard", "phone")]
