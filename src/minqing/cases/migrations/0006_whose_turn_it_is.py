"""Keep on each request whose turn it is, and index what a short list is fetched by."""

from django.db import migrations, models
from django.db.models import F, Q

from minqing.cases.guards import lay, lift

OPEN = Q(("stage__gt", 0))


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_the_accused_never_lead")]

    operations = [
        migrations.RunPython(lift, lay),
        migrations.AddField("case", "turn", models.PositiveSmallIntegerField(default=0)),
        migrations.RunSQL("UPDATE cases_case SET turn = (stage + 1) / 2", migrations.RunSQL.noop),
        migrations.AddConstraint(
            "case", models.CheckConstraint(condition=Q(("turn", (F("stage") + 1) / 2)), name="case_turn_fits_stage")
        ),
        migrations.RemoveIndex("case", "case_open_stage"),
        migrations.AddIndex(
            "case", models.Index(condition=OPEN, fields=["turn", "burns_at", "serial"], name="case_open_turn")
        ),
        migrations.AddIndex(
            "case", models.Index(condition=OPEN, fields=["intake_path", "burns_at"], name="case_open_intake")
        ),
        migrations.RemoveIndex("caseparty", "case_party_org"),
        migrations.AddIndex("caseparty", models.Index(fields=["role", "org_path"], name="case_party_role")),
        migrations.RunPython(lay, lift),
    ]
