"""What a co-handler contributes to one answer: its own part, with its own day."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.plain import PlainRow

from .cases import Case

WAITING = Q(answered_at__isnull=True, ended_at__isnull=True)


class CasePart(PlainRow):
    """
    One part of one request, asked of one co-handler. What it answers is kept as given, whoever writes the answer.

    A part ends without an answer when the unit returned it, the lead answered without it, or nobody needs it any more.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parts", db_index=False)
    org_path = PathField()
    unit_name = models.CharField(max_length=80)
    words = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=8, blank=True, default="")
    end_words = models.TextField(blank=True, default="")
    overdue = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "org_path"], condition=WAITING, name="part_one_waiting"),
            path_ends_with_slash("part_org_closed", "org_path"),
        ]
        indexes = [
            models.Index(fields=["case", "asked_at"], name="part_order"),
            models.Index(fields=["due_at", "id"], name="part_waiting_due", condition=WAITING),
            models.Index(fields=["org_path", "due_at", "id"], name="part_waiting_unit", condition=WAITING),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}: {self.words[:40]}"

    @property
    def waits(self) -> bool:
        """Tell whether the unit still owes its part."""
        return self.answered_at is None and self.ended_at is None
