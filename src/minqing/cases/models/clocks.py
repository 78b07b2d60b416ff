"""Pauses, extensions, supervision and openly changed promises."""

from django.db import models
from django.db.models import Q

from minqing.kernel.plain import PlainRow

from .cases import Case


class Pause(PlainRow):
    """A span in which the clock of one request stands still; the end is null while it is open."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)
    reason = models.PositiveSmallIntegerField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(end__isnull=True), name="pause_one_open"),
            models.CheckConstraint(
                name="pause_ends_after_start", condition=Q(end__isnull=True) | Q(end__gte=models.F("start"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}"


class Extension(PlainRow):
    """
    More time asked for by one person and decided by another.

    ``new_on`` is set where the promise was broken already: then a new day is named, and ``days`` lie between the two.
    ``pause`` is set where the clock is to stand still: why, and ``days`` are how long it may stand at most.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extensions")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    asked_person = models.CharField(max_length=60, blank=True, default="")
    days = models.PositiveSmallIntegerField()
    new_on = models.DateField(null=True)
    pause = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    state = models.CharField(max_length=10, default="asked")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True, default="")
    words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="asked"), name="extension_one_open"),
            models.CheckConstraint(
                name="extension_decided_by_another", condition=Q(decided_by="") | ~Q(decided_by=models.F("asked_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days}"


class PromiseChange(PlainRow):
    """One open change of a promised moment, with its reason; the resident was told."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="promise_changes")
    at = models.DateTimeField()
    before = models.DateTimeField()
    due_at = models.DateTimeField()
    reason = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.due_at}"


class Supervision(PlainRow):
    """An overseer's order to the unit of one request, answered by a day."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="supervisions")
    ordered_at = models.DateTimeField()
    ordered_by = models.CharField(max_length=60)
    words = models.TextField()
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(answered_at__isnull=True), name="supervision_one_open")
        ]

    def __str__(self) -> str:
        return self.words[:40]
