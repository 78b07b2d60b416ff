"""Requests on the government office's meeting list, and what the meeting decided."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField
from minqing.kernel.plain import PlainRow

from .cases import Case

OPEN = Q(decided_at__isnull=True)


class Tabled(PlainRow):
    """One request that stayed unresolved round after round: on the meeting list until the meeting has decided."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tabled")
    round = models.PositiveSmallIntegerField()
    unit_name = models.CharField(max_length=80, blank=True, default="")
    tabled_at = models.DateTimeField()
    meeting = models.CharField(max_length=80, blank=True, default="")
    words = models.TextField(blank=True, default="")
    lead_path = PathField(blank=True, default="")
    lead_name = models.CharField(max_length=80, blank=True, default="")
    due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], condition=OPEN, name="tabled_one_open")]
        indexes = [
            models.Index(fields=["tabled_at", "id"], name="tabled_open", condition=OPEN),
            models.Index(fields=["-decided_at", "-id"], name="tabled_decided", condition=~OPEN),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"
