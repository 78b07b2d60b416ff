"""The ladder of supervision: what is supervised, each step with its day and its answer, and how it ended."""

from django.db import models
from django.db.models import F, Q

from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.plain import PlainRow

from .cases import Case

OPEN = Q(ended_at__isnull=True)
AWAITED = Q(answered_at__isnull=True, ended=False)


class SupervisedItem(PlainRow):
    """One thing under supervision: a request, a unit, or a matter at a unit; each at most once at a time."""

    id = models.UUIDField(primary_key=True)
    about = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="supervised_items")
    org_path = PathField()
    unit_name = models.CharField(max_length=80)
    place_path = PathField()
    matter = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField()
    card = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    end_words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=OPEN & Q(about=1), name="supervised_case_once"),
            models.UniqueConstraint(
                fields=["org_path", "matter", "about"], condition=OPEN & Q(about__gt=1), name="supervised_unit_once"
            ),
            models.CheckConstraint(
                name="supervised_case_is_named",
                condition=Q(about=1, case__isnull=False) | Q(about__gt=1, case__isnull=True),
            ),
            path_ends_with_slash("supervised_org_closed", "org_path"),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="supervised_open_due", condition=OPEN),
            models.Index(fields=["org_path", "due_at", "id"], name="supervised_open_unit", condition=OPEN),
            models.Index(fields=["-ended_at", "-id"], name="supervised_ended", condition=~OPEN),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.step}"


class SupervisionStep(PlainRow):
    """One step of the ladder: why, by when it is answered, and the answer in writing."""

    id = models.UUIDField(primary_key=True)
    item = models.ForeignKey(SupervisedItem, on_delete=models.CASCADE, related_name="steps", db_index=False)
    step = models.PositiveSmallIntegerField()
    card = models.PositiveSmallIntegerField(default=0)
    words = models.TextField()
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    ended = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "step"], name="supervision_step_once"),
            models.CheckConstraint(name="supervision_step_due_ahead", condition=Q(due_at__gt=F("taken_at"))),
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="supervision_step_awaited", condition=AWAITED)]

    def __str__(self) -> str:
        return f"{self.step} {self.words[:40]}"
