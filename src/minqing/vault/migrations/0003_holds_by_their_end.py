from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0002_what_is_about_a_child"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="custody",
            index=models.Index(
                condition=models.Q(("held_until__isnull", False)), fields=["held_until"], name="custody_held"
            ),
        ),
    ]
