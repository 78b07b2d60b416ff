"""Open311 servers of other systems: from which requests are taken, and to which released ones are sent."""

from django.db import models
from django.db.models import Q

from .systems import Client


class Peer(models.Model):
    """
    The Open311 server of one system.

    ``key`` lies sealed. ``read_through`` is the moment up to which its requests were read; ``round_began`` and
    ``next_page`` say where a round of reading goes on that did not end in one go.
    """

    id = models.UUIDField(primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="peers", db_index=False)
    url = models.CharField(max_length=500)
    form = models.CharField(max_length=4)
    jurisdiction = models.CharField(max_length=60, blank=True, default="")
    key = models.BinaryField()
    place_path = models.CharField(max_length=120, blank=True, default="")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    read_through = models.DateTimeField(null=True)
    round_began = models.DateTimeField(null=True)
    next_page = models.PositiveIntegerField(default=1)
    spoke_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client"], condition=Q(ended_at__isnull=True), name="peer_once_in_force")
        ]

    def __str__(self) -> str:
        return self.url


class PeerService(models.Model):
    """Which service of one server is which matter here; ``sends`` says in which direction."""

    id = models.BigAutoField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="services", db_index=False)
    service_code = models.CharField(max_length=60)
    matter = models.PositiveSmallIntegerField()
    sends = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "service_code"], condition=Q(sends=False), name="peer_service_in"),
            models.UniqueConstraint(fields=["peer", "matter"], condition=Q(sends=True), name="peer_service_out"),
        ]

    def __str__(self) -> str:
        return f"{self.service_code} {self.matter}"


class PeerRequest(models.Model):
    """
    One request that two servers know: its id there, its number here, and how it stood there last.

    ``refused`` says why it was not taken in here, or not there; then the other side's id or the number is empty.
    ``skipped`` as status: nobody said which matter its service is; ``refused`` is then that service's code.
    """

    id = models.BigAutoField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="requests", db_index=False)
    sent = models.BooleanField()
    remote_id = models.CharField(max_length=80, blank=True, default="")
    token = models.CharField(max_length=80, blank=True, default="")
    case_id = models.UUIDField(null=True)
    number = models.CharField(max_length=20, blank=True, default="")
    status = models.CharField(max_length=10, blank=True, default="")
    notes_digest = models.CharField(max_length=64, blank=True, default="")
    first_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    refused = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "remote_id"], condition=~Q(remote_id=""), name="peer_request_once"),
            models.UniqueConstraint(
                fields=["peer", "case_id"], condition=Q(case_id__isnull=False), name="peer_request_of_case_once"
            ),
        ]
        indexes = [models.Index(fields=["peer", "status", "seen_at"], name="peer_request_to_follow")]

    def __str__(self) -> str:
        return self.remote_id or self.number
