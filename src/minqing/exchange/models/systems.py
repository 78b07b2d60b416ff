"""Systems, their grants, their hashed keys, and what they asked for once."""

import uuid

from django.db import models
from django.db.models import F, Q

from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.ref import Ref


class Client(models.Model):
    """One other system, e.g. the hotline's; it acts below its paths and nowhere else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    org_path = PathField()
    place_path = PathField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            path_ends_with_slash("client_org_closed", "org_path"),
            path_ends_with_slash("client_place_closed", "place_path"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(closed_at__isnull=True), name="client_name_once_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """The reference that facts carry."""
        return Ref("client", str(self.id))


class ClientGrant(models.Model):
    """One permission of one system below one organisation and one place."""

    id = models.BigAutoField(primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="grants", db_index=False)
    permission = models.CharField(max_length=60)
    org_path = PathField()
    place_path = PathField()

    class Meta:
        constraints = [
            path_ends_with_slash("client_grant_org_closed", "org_path"),
            path_ends_with_slash("client_grant_place_closed", "place_path"),
            models.UniqueConstraint(
                fields=["client", "permission", "org_path", "place_path"], name="client_grant_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.permission} {self.org_path} {self.place_path}"


class ApiKey(models.Model):
    """One key of one system; the secret part is kept as a hash only and was shown once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="keys")
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="api_key_expires_after_issue",
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("issued_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.prefix


class AskedOnce(models.Model):
    """One idempotency key of one system: what it asked for under it, and whether that was done."""

    id = models.BigAutoField(primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="asked", db_index=False)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="asked_once")]
        indexes = [models.Index(fields=["began_at"], name="asked_once_age")]

    def __str__(self) -> str:
        return self.key
