"""Topics: what many ask for at one place, taken up as one with its root cause, an owner and a day."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash

from .cases import Case


class Topic(models.Model):
    """One matter at one place that many requests are about: why it comes back, who ends it, by when."""

    number = models.BigAutoField(primary_key=True)
    title = models.CharField(max_length=60)
    matter = models.PositiveSmallIntegerField()
    place_path = PathField()
    place_name = models.CharField(max_length=120)
    root_cause = models.TextField()
    owner_path = PathField()
    owner_name = models.CharField(max_length=80)
    finish_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=60)
    finished_at = models.DateTimeField(null=True)
    finished_words = models.TextField(blank=True, default="")
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "place_path"], condition=Q(finished_at__isnull=True), name="topic_one_open"
            ),
            path_ends_with_slash("topic_place_closed", "place_path"),
            path_ends_with_slash("topic_owner_closed", "owner_path"),
        ]
        indexes = [models.Index(fields=["finished_at", "-number"], name="topic_newest")]

    def __str__(self) -> str:
        return self.title


class TopicMember(models.Model):
    """One request of a topic, for as long as it belongs to it."""

    id = models.BigAutoField(primary_key=True)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="members", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="topics")
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "case"], condition=Q(left_at__isnull=True), name="topic_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.case_id}"
