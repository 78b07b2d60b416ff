"""One index that holds all a measure asks for, instead of two that only find the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_guards_that_never_walk")]

    operations = [
        migrations.AddIndex(
            "fact",
            models.Index(
                fields=["kind", "happened_on", "org_path", "place_path", "d1", "d2", "d3", "d4", "qty", "reverses"],
                name="ledger_fact_counted",
            ),
        ),
        migrations.RemoveIndex("fact", "ledger_fact_place"),
        migrations.RemoveIndex("fact", "ledger_fact_org"),
    ]
