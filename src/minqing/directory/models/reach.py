"""What a post may do and where, which places it answers for, and what it has stepped back from."""

import uuid

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash

from .organisations import Post


class PostGrant(models.Model):
    """One permission of one post below one organisation and below one place, perhaps until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants", db_index=False)
    permission = models.CharField(max_length=60)
    org_path = PathField()
    place_path = PathField()
    role = models.CharField(max_length=40, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")
    given_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            path_ends_with_slash("grant_org_closed", "org_path"),
            path_ends_with_slash("grant_place_closed", "place_path"),
            models.UniqueConstraint(
                fields=["post", "permission", "org_path", "place_path", "role"], name="grant_given_once"
            ),
        ]
        indexes = [models.Index(fields=["permission", "org_path", "place_path"], name="grant_permission")]

    def __str__(self) -> str:
        return f"{self.permission} {self.org_path} {self.place_path}"


class Appointment(models.Model):
    """One post that answers to residents for one place, in one role, over [started_at, ended_at)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30)
    place_path = PathField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            path_ends_with_slash("appointment_place_closed", "place_path"),
            models.UniqueConstraint(
                fields=["place_path"],
                condition=Q(role="household_contact", ended_at__isnull=True),
                name="one_contact_per_household",
            ),
            models.UniqueConstraint(
                fields=["post", "role", "place_path"],
                condition=Q(ended_at__isnull=True),
                name="appointment_in_force_once",
            ),
        ]
        indexes = [models.Index(fields=["place_path", "role"], name="appointment_place")]

    def __str__(self) -> str:
        return f"{self.role} {self.place_path}"


class Recusal(models.Model):
    """One thing that one post has stepped back from, or was taken off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="recusals")
    subject = models.CharField(max_length=80)
    ground = models.CharField(max_length=20)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "subject"], condition=Q(ended_at__isnull=True), name="recusal_in_force_once"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
