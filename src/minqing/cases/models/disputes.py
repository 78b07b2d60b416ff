"""Disputes over who handles a request, and the rulings that later dispatches may follow."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.plain import PlainRow

from .cases import Case

WAITS = Q(ruled_at__isnull=True, ended_at__isnull=True)


class Dispute(PlainRow):
    """One dispute over who handles one request, from the return that opened it to the arbiter's ruling."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="disputes")
    opened_at = models.DateTimeField()
    office_path = PathField()
    unit_name = models.CharField(max_length=80, blank=True, default="")
    words = models.TextField(blank=True, default="")
    due_at = models.DateTimeField()
    rule = models.CharField(max_length=60)
    ruled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    overdue = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=WAITS, name="dispute_one_open"),
            path_ends_with_slash("dispute_office_closed", "office_path"),
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="dispute_open_due", condition=WAITS)]

    def __str__(self) -> str:
        return f"{self.case_id} {self.opened_at}"


class Precedent(PlainRow):
    """What the arbiter ruled for one matter at one place: this unit leads, for this reason."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="precedents")
    matter = models.PositiveSmallIntegerField(default=0)
    place_path = PathField()
    lead_path = PathField()
    lead_name = models.CharField(max_length=80)
    words = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        constraints = [path_ends_with_slash("precedent_place_closed", "place_path")]
        indexes = [models.Index(fields=["matter", "-at"], name="precedent_newest")]

    def __str__(self) -> str:
        return self.lead_name
