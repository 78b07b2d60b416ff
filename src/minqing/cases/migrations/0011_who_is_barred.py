"""Who is barred from requests, in an index of its own: PostgreSQL read all parties to find that nobody is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_no_index_twice")]

    operations = [
        migrations.AddIndex(
            "caseparty",
            models.Index(fields=["org_path", "case"], name="case_party_barred", condition=models.Q(barred=True)),
        ),
    ]
