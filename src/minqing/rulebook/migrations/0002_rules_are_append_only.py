"""A version of a rule, once written, is never changed: clocks and facts point to it."""

from django.db import migrations

from minqing.ledger.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_rules_and_calendar")]

    operations = [AppendOnly("rulebook_rule", unique=[["id"]])]
