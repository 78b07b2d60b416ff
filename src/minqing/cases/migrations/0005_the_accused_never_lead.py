"""Let the database itself refuse that a request goes to the unit it is about, or to one below it (G3, XF-14)."""

from django.db import migrations

from minqing.cases.guards import lay, lift


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_readings_and_search")]

    operations = [migrations.RunPython(lay, lift)]
