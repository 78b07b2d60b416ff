"""Standard replies by outcome, what two answers are compared by, and a no that a second office agrees to."""

from django.db import migrations, models
from django.db.models import F, Q

import minqing.kernel.fields

ASKED = Q(state="asked")


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_disputes_and_precedents")]

    operations = [
        migrations.AddField("standardtext", "outcome", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("reply", "digest", models.CharField(blank=True, default="", max_length=16)),
        migrations.AddField("reply", "as_is", models.TextField(blank=True, default="")),
        migrations.AddField("reply", "agreed_by", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddIndex(
            "reply", models.Index(fields=["digest"], name="reply_digest", condition=~models.Q(digest=""))
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=60)),
                ("asked_person", models.CharField(blank=True, default="", max_length=60)),
                ("unit_name", models.CharField(max_length=80)),
                ("outcome", models.PositiveSmallIntegerField()),
                ("answers", models.JSONField()),
                ("words", models.TextField(blank=True, default="")),
                ("as_is", models.TextField(blank=True, default="")),
                ("office_path", minqing.kernel.fields.PathField(max_length=120)),
                ("due_at", models.DateTimeField()),
                ("state", models.CharField(default="asked", max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, default="", max_length=60)),
                ("reason", models.TextField(blank=True, default="")),
                ("reminded", models.PositiveSmallIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="refusals", to="cases.case"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["office_path", "asked_at", "id"], name="refusal_waits", condition=ASKED),
                    models.Index(fields=["due_at"], name="refusal_due", condition=ASKED),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["case"], condition=ASKED, name="refusal_one_open"),
                    models.CheckConstraint(
                        name="refusal_decided_by_another", condition=Q(decided_by="") | ~Q(decided_by=F("asked_by"))
                    ),
                ],
            },
        ),
    ]
