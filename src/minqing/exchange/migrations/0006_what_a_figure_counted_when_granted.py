"""A figure is granted as it is defined on that day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_sending_shared_facts")]

    operations = [
        migrations.AddField(
            model_name="datagrantelement",
            name="definition",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
