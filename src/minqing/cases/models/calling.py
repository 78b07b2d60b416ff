"""A township calls departments to a place: who was called, who came, and what each says of the other."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.plain import PlainRow

from .cases import Case

AWAITED = Q(reported_at__isnull=True, judged_at__isnull=True)


class Call(PlainRow):
    """One call of a township or one of its grids: departments are asked to come to a place for a matter."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="calls")
    caller_path = PathField()
    caller_name = models.CharField(max_length=80)
    called_by = models.CharField(max_length=60)
    place_path = PathField()
    place_name = models.CharField(max_length=120)
    matter = models.PositiveSmallIntegerField(default=0)
    words = models.TextField()
    called_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            path_ends_with_slash("call_caller_closed", "caller_path"),
            path_ends_with_slash("call_place_closed", "place_path"),
        ]
        indexes = [models.Index(fields=["caller_path", "-called_at"], name="call_of_caller")]

    def __str__(self) -> str:
        return f"{self.caller_name}: {self.words[:40]}"


class CalledUnit(PlainRow):
    """One department that was called: when it reported in, and what the two sides say of each other."""

    id = models.UUIDField(primary_key=True)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="units", db_index=False)
    org_path = PathField()
    unit_name = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True, default="")
    overdue = models.BooleanField(default=False)
    solved = models.PositiveSmallIntegerField(null=True)
    judged_at = models.DateTimeField(null=True)
    judged_words = models.TextField(blank=True, default="")
    justified = models.PositiveSmallIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "org_path"], name="called_unit_once"),
            path_ends_with_slash("called_unit_org_closed", "org_path"),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="called_unit_awaited", condition=AWAITED),
            models.Index(fields=["org_path", "-due_at"], name="called_unit_of"),
        ]

    def __str__(self) -> str:
        return self.unit_name
