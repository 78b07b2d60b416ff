"""Make facts, their order and the seals append-only on both databases."""

from django.db import migrations

from minqing.ledger.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_facts_and_what_is_owed")]

    operations = [
        AppendOnly("ledger_fact", unique=[["id"], ["reverses"]]),
        AppendOnly("ledger_position", unique=[["position"], ["fact_id"]]),
        AppendOnly("ledger_seal", unique=[["number"], ["day"]]),
    ]
