"""What a post is told, and who is woken when a life is in danger."""

import uuid

from django.db import models
from django.db.models import Q

from minqing.kernel.access import covers
from minqing.kernel.fields import PathField

from .organisations import Person, Post


class Notice(models.Model):
    """One sentence to one post because of one fact; the same recipe never tells the same post twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="notices", db_index=False)
    recipe = models.CharField(max_length=60)
    fact_id = models.UUIDField()
    subject = models.CharField(max_length=80)
    text = models.CharField(max_length=300)
    urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact_id", "recipe", "post"], name="notice_once")]
        indexes = [
            models.Index(fields=["post", "-created_at"], name="notice_post_newest"),
            models.Index(fields=["created_at"], condition=Q(told_at__isnull=True), name="notice_untold"),
        ]

    def __str__(self) -> str:
        return self.text


class Digest(models.Model):
    """The one e-mail that one person got on one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="digests", db_index=False)
    day = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class DutyLine(models.Model):
    """The post and telephone that answer day and night, over [started_at, ended_at); one at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="duty_lines")
    phone = models.CharField(max_length=30)
    root = PathField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root"], condition=Q(ended_at__isnull=True), name="one_duty_line_in_force"),
        ]

    def __str__(self) -> str:
        return self.phone


class Alarm(models.Model):
    """
    One danger to life that somebody on duty must take up; it stays open until a post says so.

    ``kept_from`` holds the paths of units, parted by blanks, in which nobody may learn of it: the words are about them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=40, blank=True, default="")
    org_path = PathField()
    place_path = PathField()
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="alarms")
    kept_from = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind"], condition=Q(acknowledged_at__isnull=True), name="alarm_open_once"
            ),
            models.CheckConstraint(
                name="alarm_acknowledged_by_somebody",
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["raised_at"], condition=Q(acknowledged_at__isnull=True), name="alarm_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    def is_kept_from(self, org_path: str) -> bool:
        """Tell whether somebody who works at this path must not learn of it."""
        return any(covers(path, org_path) for path in self.kept_from.split())
