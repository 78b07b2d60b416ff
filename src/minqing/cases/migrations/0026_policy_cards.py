"""Policy cards in versions, of which one stands."""

from django.db import migrations, models
from django.db.models import F, Q

import minqing.kernel.fields

STANDS = Q(state__in=["in_force", "expired"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_calls_of_townships")]

    operations = [
        migrations.CreateModel(
            name="PolicyCard",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("key", models.UUIDField()),
                ("version", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("words", models.TextField()),
                ("matter", models.PositiveSmallIntegerField(default=0)),
                ("keywords", models.CharField(blank=True, default="", max_length=300)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("owner_path", minqing.kernel.fields.PathField(max_length=120)),
                ("owner_name", models.CharField(max_length=80)),
                ("source", models.CharField(max_length=200)),
                ("source_url", models.CharField(blank=True, default="", max_length=300)),
                ("phone", models.CharField(blank=True, default="", max_length=20)),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=60)),
                ("state", models.CharField(default="in_force", max_length=10)),
                ("warned", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["valid_to", "id"], name="policy_card_stands", condition=STANDS)],
                "constraints": [
                    models.UniqueConstraint(fields=["key", "version"], name="policy_card_version_once"),
                    models.UniqueConstraint(fields=["key"], condition=STANDS, name="policy_card_one_stands"),
                    models.CheckConstraint(
                        name="policy_card_ends_after_start", condition=Q(valid_to__gte=F("valid_from"))
                    ),
                    models.CheckConstraint(name="policy_card_owner_closed", condition=Q(owner_path__endswith="/")),
                ],
            },
        ),
    ]
