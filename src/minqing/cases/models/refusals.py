"""A unit's no that a second office must agree to."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField
from minqing.kernel.plain import PlainRow

from .cases import Case


class Refusal(PlainRow):
    """
    One no of one unit to one request, with the whole answer, until an office of another unit has agreed or not.

    ``answers`` maps the id of a demand to what is answered. The answer is none before it is agreed to.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="refusals")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    asked_person = models.CharField(max_length=60, blank=True, default="")
    unit_name = models.CharField(max_length=80)
    outcome = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    words = models.TextField(blank=True, default="")
    as_is = models.TextField(blank=True, default="")
    without_parts = models.TextField(blank=True, default="")
    office_path = PathField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="asked")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="asked"), name="refusal_one_open"),
            models.CheckConstraint(
                name="refusal_decided_by_another", condition=Q(decided_by="") | ~Q(decided_by=models.F("asked_by"))
            ),
        ]
        indexes = [
            models.Index(fields=["office_path", "asked_at", "id"], name="refusal_waits", condition=Q(state="asked")),
            models.Index(fields=["due_at"], name="refusal_due", condition=Q(state="asked")),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}"
