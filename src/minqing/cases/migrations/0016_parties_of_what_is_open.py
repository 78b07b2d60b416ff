"""Whoever has to do with a request finds what is open by one index, without reading all that ever was."""

from django.db import migrations, models

from minqing.cases.guards import lay, lift

OF_WHAT_HAS_LEFT = (
    "UPDATE cases_caseparty SET open = false WHERE case_id IN (SELECT serial FROM cases_case WHERE stage = 0)"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_an_answer_for_each_reason")]

    operations = [
        migrations.RunPython(lift, lay),
        migrations.AddField("caseparty", "open", models.BooleanField(default=True)),
        migrations.RunPython(lay, lift),
        migrations.RunSQL(OF_WHAT_HAS_LEFT, migrations.RunSQL.noop),
        migrations.RemoveIndex("caseparty", "case_party_role"),
        migrations.RemoveIndex("case", "case_open_intake"),
        migrations.RemoveIndex("case", "case_left_intake"),
        migrations.AddIndex(
            "caseparty",
            models.Index(
                fields=["open", "org_path", "case"], name="case_party_reach", condition=models.Q(barred=False)
            ),
        ),
    ]
