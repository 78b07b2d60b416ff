"""The sounds by which a matter is found, and in the search index the day on which each request came in."""

from typing import Any

from django.db import migrations, models

DAYS = {
    "sqlite": (
        "UPDATE cases_search SET tokens = tokens || (SELECT strftime(' zy%Y zm%Y%m zd%Y%m%d', registered_at, '+8 hours') "
        "FROM cases_case c WHERE c.serial = cases_search.rowid) "
        "WHERE rowid IN (SELECT serial FROM cases_case)"
    ),
    "postgresql": (
        "UPDATE cases_search s SET tokens = s.tokens || array_to_tsvector(string_to_array(to_char("
        "c.registered_at AT TIME ZONE 'Asia/Shanghai', '\"zy\"YYYY \"zm\"YYYYMM \"zd\"YYYYMMDD'), ' ')) "
        "FROM cases_case c WHERE c.serial = s.serial"
    ),
}


def add_days(apps: Any, schema_editor: Any) -> None:
    """Let every request be found by year, month and day."""
    schema_editor.execute(DAYS[schema_editor.connection.vendor], params=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_who_agreed_that_a_clock_stands_still")]

    operations = [
        migrations.AddField("matter", "sounds", models.TextField(blank=True, default="")),
        migrations.RunPython(add_days, migrations.RunPython.noop),
    ]
