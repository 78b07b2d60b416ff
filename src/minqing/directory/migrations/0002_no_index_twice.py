"""Drop the indexes that are the beginning of a longer one: each was written at every insert for nothing."""

import django.db.models.deletion
from django.db import migrations, models

INDEXES = (
    ("directory_organisation", "parent_id", "directory_organisation_parent_id_1eb31a7b"),
    ("directory_digest", "person_id", "directory_digest_person_id_275164ea"),
    ("directory_notice", "post_id", "directory_notice_post_id_260810bc"),
    ("directory_postgrant", "post_id", "directory_postgrant_post_id_bee2f8df"),
)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_the_directory")]

    # By statement, not by altering the field: SQLite would copy the whole table and lose its guards.
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f'DROP INDEX "{name}"', f'CREATE INDEX "{name}" ON "{table}" ("{column}")')
                for table, column, name in INDEXES
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="digest",
                    name="person",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="digests",
                        to="directory.person",
                    ),
                ),
                migrations.AlterField(
                    model_name="notice",
                    name="post",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="directory.post",
                    ),
                ),
                migrations.AlterField(
                    model_name="organisation",
                    name="parent",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.organisation",
                    ),
                ),
                migrations.AlterField(
                    model_name="postgrant",
                    name="post",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="directory.post",
                    ),
                ),
            ],
        )
    ]
