"""Servers of other systems, and what a request is called where it comes from."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0010_lists_of_other_hotlines"),
    ]

    operations = [
        migrations.CreateModel(
            name="Peer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("url", models.CharField(max_length=500)),
                ("form", models.CharField(max_length=4)),
                ("jurisdiction", models.CharField(blank=True, default="", max_length=60)),
                ("key", models.BinaryField()),
                ("place_path", models.CharField(blank=True, default="", max_length=120)),
                ("opened_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("read_through", models.DateTimeField(null=True)),
                ("round_began", models.DateTimeField(null=True)),
                ("next_page", models.PositiveIntegerField(default=1)),
                ("spoke_at", models.DateTimeField(null=True)),
                ("not_before", models.DateTimeField()),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, default="", max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="PeerRequest",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("sent", models.BooleanField()),
                ("remote_id", models.CharField(blank=True, default="", max_length=80)),
                ("token", models.CharField(blank=True, default="", max_length=80)),
                ("case_id", models.UUIDField(null=True)),
                ("number", models.CharField(blank=True, default="", max_length=20)),
                ("status", models.CharField(blank=True, default="", max_length=10)),
                ("notes_digest", models.CharField(blank=True, default="", max_length=64)),
                ("first_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("refused", models.CharField(blank=True, default="", max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="PeerService",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("service_code", models.CharField(max_length=60)),
                ("matter", models.PositiveSmallIntegerField()),
                ("sends", models.BooleanField()),
            ],
        ),
        migrations.AddField(
            model_name="submission",
            name="origin",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("origin", ""), _negated=True),
                fields=["client", "origin"],
                name="submission_by_origin",
            ),
        ),
        migrations.AddField(
            model_name="peer",
            name="client",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="peers", to="exchange.client"
            ),
        ),
        migrations.AddField(
            model_name="peerrequest",
            name="peer",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="exchange.peer"
            ),
        ),
        migrations.AddField(
            model_name="peerservice",
            name="peer",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="services", to="exchange.peer"
            ),
        ),
        migrations.AddConstraint(
            model_name="peer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("client",), name="peer_once_in_force"
            ),
        ),
        migrations.AddIndex(
            model_name="peerrequest",
            index=models.Index(fields=["peer", "status", "seen_at"], name="peer_request_to_follow"),
        ),
        migrations.AddConstraint(
            model_name="peerrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("remote_id", ""), _negated=True),
                fields=("peer", "remote_id"),
                name="peer_request_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="peerrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("case_id__isnull", False)),
                fields=("peer", "case_id"),
                name="peer_request_of_case_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="peerservice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sends", False)), fields=("peer", "service_code"), name="peer_service_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="peerservice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sends", True)), fields=("peer", "matter"), name="peer_service_out"
            ),
        ),
    ]
