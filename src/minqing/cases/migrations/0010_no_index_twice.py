"""Drop the indexes that are the beginning of a longer one: each was written at every insert for nothing."""

import django.db.models.deletion
from django.db import migrations, models

INDEXES = (
    ("cases_caseparty", "case_id", "cases_caseparty_case_id_7d3c0d06"),
    ("cases_casetext", "case_id", "cases_casetext_case_id_44919ced"),
    ("cases_entry", "case_id", "cases_entry_case_id_b12f1eb1"),
    ("cases_reply", "case_id", "cases_reply_case_id_a09e63c2"),
    ("cases_demand", "case_id", "cases_demand_case_id_b8a61102"),
    ("cases_hand", "case_id", "cases_hand_case_id_69dd74b4"),
    ("cases_reading", "case_id", "cases_reading_case_id_bf48e51a"),
    ("cases_demandanswer", "reply_id", "cases_demandanswer_reply_id_d30210c3"),
    ("cases_rating", "case_id", "cases_rating_case_id_428678e7"),
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_what_is_supervised")]

    # By statement, not by altering the field: SQLite would copy the whole table and lose its guards.
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f'DROP INDEX "{name}"', f'CREATE INDEX "{name}" ON "{table}" ("{column}")')
                for table, column, name in INDEXES
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="caseparty",
                    name="case",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="cases.case",
                    ),
                ),
                migrations.AlterField(
                    model_name="casetext",
                    name="case",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="cases.case",
                    ),
                ),
                migrations.AlterField(
                    model_name="demand",
                    name="case",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="demands",
                        to="cases.case",
                    ),
                ),
                migrations.AlterField(
                    model_name="demandanswer",
                    name="reply",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="cases.reply",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="case",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="cases.case",
                    ),
                ),
                migrations.AlterField(
                    model_name="hand",
                    name="case",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hands",
                        to="cases.case",
                    ),
                ),
                migrations.AlterField(
                    model_name="rating",
                    name="case",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="cases.case",
                    ),
                ),
                migrations.AlterField(
                    model_name="reading",
                    name="case",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="cases.case",
                    ),
                ),
                migrations.AlterField(
                    model_name="reply",
                    name="case",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="cases.case",
                    ),
                ),
            ],
        )
    ]
