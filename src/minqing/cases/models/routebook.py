"""Drafts of the routing table, and the versions that were in force."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash


class RoutingDraft(models.Model):
    """One set of changes to the routing table, worked out before it is published; at most one stands open."""

    id = models.UUIDField(primary_key=True)
    state = models.CharField(max_length=10, default="open")
    begun_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_label = models.CharField(max_length=120, blank=True, default="")
    starts_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="open"), name="routing_draft_one_open"),
            models.CheckConstraint(
                name="routing_draft_has_its_day",
                condition=Q(state__in=["open", "dropped"]) | Q(starts_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.begun_at}"


class RoutingDraftRow(models.Model):
    """One row as a draft would have it: set to a unit and rule, or ended where no unit is named."""

    id = models.BigAutoField(primary_key=True)
    draft = models.ForeignKey(RoutingDraft, on_delete=models.CASCADE, related_name="rows", db_index=False)
    matter = models.PositiveSmallIntegerField()
    place_path = PathField()
    lead_path = PathField(blank=True, default="")
    lead_name = models.CharField(max_length=80, blank=True, default="")
    rule_id = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "matter", "place_path"], name="routing_draft_row_once"),
            path_ends_with_slash("routing_draft_place_closed", "place_path"),
        ]

    def __str__(self) -> str:
        return self.lead_name


class RoutingVersion(models.Model):
    """One routing table as it came into force, whole: an earlier one can be put back."""

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_label = models.CharField(max_length=120, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")
    rows = models.PositiveIntegerField()
    rows_set = models.PositiveIntegerField()
    rows_ended = models.PositiveIntegerField()
    back_to = models.PositiveIntegerField(null=True)
    table = models.TextField()

    def __str__(self) -> str:
        return str(self.number)
